package assay.workers.cli.stats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What all {@code stats} commands share: the answers, the order of labels, the form of output. */
final class AnswersArguments {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "ANSWERS",
      description =
          "CSV, CSV.gz or Parquet with the columns task, worker, label. Of repeated answers the"
              + " last counts.")
  private Path file;

  @Option(
      names = "--order",
      split = ",",
      paramLabel = "LABEL",
      description =
          "The labels from lowest to highest. Not needed for numbers and for A>>,A>,=,B>,B>>.")
  private List<String> order = new ArrayList<>();

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  @SuppressWarnings("NullAway.Init")
  AnswersArguments() {}

  /** What a command does; its exit code. */
  interface Work {
    void run(NamedAnswers answers) throws IOException;
  }

  /**
   * Reads the answers and the other columns wanted, does the work, and turns what the user can
   * correct into exit code 2.
   */
  int with(Set<OptionalColumns.Column> wanted, Work work) {
    try {
      work.run(AnswersFile.read(file, order, wanted, new Progress(err())));
      return CommandLine.ExitCode.OK;
    } catch (UserError e) {
      err().println("assay stats: " + e.getMessage());
      err().flush();
      return CommandLine.ExitCode.USAGE;
    } catch (IOException e) {
      err().println("assay stats: cannot write: " + e.getMessage());
      err().flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  Path file() {
    return file;
  }

  /** Prints the JSON document if it was asked for, else the lines. */
  void print(Map<String, Object> document, List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(write(document));
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private static String write(Map<String, Object> document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of plain values is always JSON", e);
    }
  }
}
