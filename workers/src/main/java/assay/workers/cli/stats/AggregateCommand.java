package assay.workers.cli.stats;

import assay.domain.measure.Ints;
import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.Posterior;
import assay.domain.measure.inference.TruthInference;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay stats aggregate}: one label per task. */
@Command(
    name = "aggregate",
    description = "One label per task from several annotators, with its confidence.",
    mixinStandardHelpOptions = true)
final class AggregateCommand implements Callable<Integer> {
  @Mixin private AnswersArguments arguments = new AnswersArguments();

  @Option(
      names = "--method",
      required = true,
      paramLabel = "METHOD",
      description = "majority, weighted, dawid_skene, one_coin, glad, mace, ordinal or auto.")
  private String method = "auto";

  @Option(
      names = "--truth",
      paramLabel = "TRUTH",
      description = "CSV task,label to measure the accuracy by; never used to infer.")
  private @Nullable Path truth;

  @Option(
      names = "--gold",
      paramLabel = "GOLD",
      description = "CSV task,label of known labels to infer with.")
  private @Nullable Path gold;

  @Option(
      names = "--out",
      paramLabel = "LABELS.csv",
      description = "Where to write task,label,confidence,tied.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    return arguments.with(Set.of(), this::aggregate);
  }

  private void aggregate(NamedAnswers named) throws IOException {
    Options options = Options.DEFAULT.withOrdered(named.scale().ordered());
    if (gold != null) {
      options = options.withGold(Truths.gold(gold, named));
    }
    Method wanted = method(named);
    if (named.answers().nLabels() == 0) {
      throw new UserError(
          "%s has no answers below its first line; nothing to aggregate"
              .formatted(arguments.file()));
    }
    InferredTruth inferred = TruthInference.infer(named.answers(), wanted, options);
    Map<String, Object> document = document(named, inferred);
    if (truth != null) {
      Ints known = Truths.toScore(truth, named);
      double accuracy = inferred.posterior().accuracy(known);
      if (Double.isNaN(accuracy)) {
        throw new UserError(
            "%s and %s have no task in common; check that they name tasks alike"
                .formatted(arguments.file(), truth));
      }
      document.put("accuracy", accuracy);
      document.put("n_scored", Arrays.stream(known.toArray()).filter(l -> l >= 0).count());
    }
    if (out != null) {
      write(out, named, inferred.posterior());
    }
    arguments.print(document, lines(document));
  }

  private Method method(NamedAnswers named) {
    Method wanted;
    try {
      wanted = Method.valueOf(method.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      String all =
          Arrays.stream(Method.values())
              .map(m -> m.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      throw new UserError("--method %s is not known; use one of %s".formatted(method, all));
    }
    if (wanted == Method.ORDINAL && !named.scale().ordered()) {
      throw new UserError(
          "%s: --method ordinal needs labels in an order; give --order with all labels from lowest"
                  .formatted(arguments.file())
              + " to highest");
    }
    return wanted;
  }

  private static Map<String, Object> document(NamedAnswers named, InferredTruth inferred) {
    Posterior posterior = inferred.posterior();
    int ties = 0;
    double confidence = 0;
    int[] counts = new int[posterior.nLabels()];
    for (int t = 0; t < posterior.nTasks(); t++) {
      int label = posterior.label(t);
      confidence += posterior.confidence(t);
      if (label == Posterior.NO_LABEL) {
        ties++;
      } else {
        counts[label]++;
      }
    }
    Map<String, Object> labels = new LinkedHashMap<>();
    for (int k = 0; k < counts.length; k++) {
      labels.put(named.scale().labels().get(k), counts[k]);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("method", inferred.method().name().toLowerCase(Locale.ROOT));
    document.put("why", inferred.why());
    document.put("n_items", posterior.nTasks());
    document.put("n_workers", named.answers().nWorkers());
    document.put("n_labels", named.answers().size());
    document.put("repeated", named.answers().repeated());
    document.put("labels", labels);
    document.put("ties", ties);
    document.put("mean_confidence", confidence / posterior.nTasks());
    document.put("iterations", inferred.convergence().iterations());
    document.put("converged", inferred.convergence().converged());
    return document;
  }

  private static List<String> lines(Map<String, Object> document) {
    List<String> lines = new ArrayList<>();
    document.forEach((name, value) -> lines.add("%-16s %s".formatted(name, value)));
    return lines;
  }

  private static void write(Path file, NamedAnswers named, Posterior posterior) throws IOException {
    try (BufferedWriter csv = Files.newBufferedWriter(file)) {
      csv.write("task,label,confidence,tied\n");
      for (int t = 0; t < posterior.nTasks(); t++) {
        int label = posterior.label(t);
        String tied =
            label == Posterior.NO_LABEL
                ? Arrays.stream(posterior.leaders(t))
                    .mapToObj(named.scale().labels()::get)
                    .collect(Collectors.joining("|"))
                : "";
        csv.write(quoted(named.tasks().name(t)));
        csv.write(',');
        csv.write(label == Posterior.NO_LABEL ? "" : quoted(named.scale().labels().get(label)));
        csv.write(String.format(Locale.ROOT, ",%.6f,", posterior.confidence(t)));
        csv.write(quoted(tied));
        csv.write('\n');
      }
    }
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
