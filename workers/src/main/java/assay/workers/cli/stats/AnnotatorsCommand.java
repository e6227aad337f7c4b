package assay.workers.cli.stats;

import assay.domain.measure.Ints;
import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.TruthInference;
import assay.domain.measure.quality.AnnotatorTable;
import assay.domain.measure.quality.Collusion;
import assay.domain.measure.quality.GoldRule;
import assay.workers.cli.stats.OptionalColumns.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    return arguments.with(EnumSet.complementOf(EnumSet.of(Column.DOMAIN)), this::report);
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
    AnnotatorHistory history = new AnnotatorHistory(named);
    List<AnnotatorLine> lines =
        rows.stream().map(row -> AnnotatorLine.of(row, history, truth, rows.size())).toList();
    List<Collusion> suspects = Collusion.suspects(named.answers(), truth.posterior());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("method", truth.method().name().toLowerCase(Locale.ROOT));
    document.put("why", truth.why());
    document.put("annotators", lines.stream().map(line -> line.json(named)).toList());
    document.put("collusion", suspects.stream().map(pair -> json(pair, named)).toList());
    arguments.print(document, lines(lines, suspects, named));
  }

  private Ints known(NamedAnswers named) {
    if (gold != null) {
      return Truths.gold(gold, named);
    }
    int[] none = new int[named.answers().nTasks()];
    Arrays.fill(none, Options.UNKNOWN);
    return Ints.owned(none);
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
      List<AnnotatorLine> annotators, List<Collusion> suspects, NamedAnswers named) {
    List<String> lines = new ArrayList<>();
    lines.add(AnnotatorLine.HEADER);
    annotators.forEach(annotator -> lines.add(annotator.text(named)));
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
}
