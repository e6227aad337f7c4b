package assay.workers.cli.stats;

import assay.domain.measure.Ints;
import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.TruthInference;
import assay.domain.measure.quality.AnnotatorTable;
import assay.domain.measure.quality.Collusion;
import assay.domain.measure.quality.GoldRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay stats annotators}: the quality table. */
@Command(
    name = "annotators",
    description = "How good each annotator is, and who needs a look.",
    mixinStandardHelpOptions = true)
final class AnnotatorsCommand implements Callable<Integer> {
  @Mixin private AnswersArguments arguments = new AnswersArguments();

  @Option(
      names = "--gold",
      paramLabel = "GOLD",
      description = "CSV task,label of gold questions among the answers.")
  private @Nullable Path gold;

  @Override
  public Integer call() {
    return arguments.with(this::report);
  }

  private void report(NamedAnswers named) {
    if (named.answers().size() == 0) {
      throw new UserError(
          "%s has no answers below its first line; there is nobody to judge"
              .formatted(arguments.file()));
    }
    Ints known = known(named);
    Options options =
        Options.DEFAULT
            .withOrdered(named.scale().ordered())
            .withGold(gold == null ? Ints.NONE : known);
    InferredTruth truth = TruthInference.infer(named.answers(), Method.AUTO, options);
    List<AnnotatorTable.Row> rows =
        AnnotatorTable.of(
            named.answers(), truth, known, named.scale().direction(), GoldRule.Sequential.DEFAULT);
    List<Collusion> suspects = Collusion.suspects(named.answers(), truth.posterior());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("method", truth.method().name().toLowerCase(Locale.ROOT));
    document.put("why", truth.why());
    document.put("annotators", rows.stream().map(row -> json(row, named, rows.size())).toList());
    document.put("collusion", suspects.stream().map(pair -> json(pair, named)).toList());
    arguments.print(document, lines(rows, suspects, named));
  }

  private Ints known(NamedAnswers named) {
    if (gold != null) {
      return Truths.gold(gold, named);
    }
    int[] none = new int[named.answers().nTasks()];
    Arrays.fill(none, Options.UNKNOWN);
    return Ints.owned(none);
  }

  private static Map<String, Object> json(AnnotatorTable.Row row, NamedAnswers named, int people) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("worker", named.workers().name(row.worker()));
    json.put("answers", row.answers());
    json.put("inferred_accuracy", row.inferredAccuracy());
    json.put("majority_agreement", orNull(row.majorityAgreement()));
    json.put("gold_seen", row.gold().seen());
    json.put("gold_right", row.gold().right());
    json.put("gold_accuracy", orNull(row.gold().accuracy().orNaN()));
    json.put("gold_directional_accuracy", orNull(row.gold().directionalAccuracy().orNaN()));
    json.put("fails_gold", row.failsGold());
    json.put("reliability", row.reliability().score());
    json.put("favourite_label", named.scale().labels().get(row.favourite()));
    json.put("favourite_share", orNull(row.lean().share()));
    json.put("favourite_expected", row.lean().usual());
    json.put("leans", row.lean().isReal(people));
    return json;
  }

  private static Map<String, Object> json(Collusion pair, NamedAnswers named) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("first", named.workers().name(pair.firstWorker()));
    json.put("second", named.workers().name(pair.secondWorker()));
    json.put("shared", pair.shared());
    json.put("joint_errors", pair.jointErrors());
    json.put("expected", pair.expected());
    json.put("p_value", pair.pValue());
    return json;
  }

  private static List<String> lines(
      List<AnnotatorTable.Row> rows, List<Collusion> suspects, NamedAnswers named) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-24s %8s %9s %9s %9s %11s  %s"
            .formatted("annotator", "answers", "inferred", "majority", "gold", "reliability", ""));
    for (AnnotatorTable.Row row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-24s %8d %9.3f %9s %9s %11.3f  %s",
              named.workers().name(row.worker()),
              row.answers(),
              row.inferredAccuracy(),
              row.majorityAgreement().isPresent()
                  ? String.format(Locale.ROOT, "%.3f", row.majorityAgreement().getAsDouble())
                  : "–",
              row.gold().seen() == 0 ? "–" : row.gold().right() + "/" + row.gold().seen(),
              row.reliability().score(),
              remark(row, named, rows.size())));
    }
    for (Collusion pair : suspects) {
      lines.add(
          String.format(
              Locale.ROOT,
              "look at %s and %s: %d equal errors in %d shared items, %.1f expected",
              named.workers().name(pair.firstWorker()),
              named.workers().name(pair.secondWorker()),
              pair.jointErrors(),
              pair.shared(),
              pair.expected()));
    }
    return lines;
  }

  private static String remark(AnnotatorTable.Row row, NamedAnswers named, int people) {
    List<String> remarks = new ArrayList<>();
    if (row.failsGold()) {
      remarks.add("fails gold");
    }
    if (row.lean().isReal(people)) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "chooses %s in %.0f %%, %.0f %% expected",
              named.scale().labels().get(row.favourite()),
              100 * row.lean().share(),
              100 * row.lean().usual()));
    }
    return String.join("; ", remarks);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
