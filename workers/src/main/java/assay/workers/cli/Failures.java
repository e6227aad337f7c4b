package assay.workers.cli;

import assay.activities.desk.DeskRefusal;
import assay.activities.export.ExportFailed;
import assay.activities.store.CannotStart;
import assay.activities.store.StoreFailure;
import assay.domain.spec.InvalidInput;
import assay.workers.control.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One clear message on stderr for each failure, and the exit code that belongs to it. */
final class Failures {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;

  private Failures() {}

  /** Quiet unless asked: a command's own words are not mixed with its libraries'. */
  static int run(ParseResult parsed) {
    if (debug(parsed)) {
      Logs.toStderr();
    } else {
      Logs.off();
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  static int misused(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return MISUSED;
  }

  static int failed(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    boolean debug = debug(parsed);
    int code =
        switch (e) {
          case InvalidInput input -> {
            err.println(input.getMessage());
            err.println(
                input.total() == 1
                    ? "1 problem; nothing was started."
                    : input.total() + " problems; nothing was started.");
            yield MISUSED;
          }
          case Refusal refusal -> {
            err.println(refusal.getMessage());
            yield refusal.isInput() ? MISUSED : FAILED;
          }
          case DeskRefusal refusal -> {
            err.println(refusal.getMessage());
            yield MISUSED;
          }
          case ExportFailed failure -> told(err, failure);
          case CannotStart failure -> told(err, failure);
          case StoreFailure failure -> told(err, failure);
          default -> unexpected(e, err, parsed);
        };
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  private static int told(PrintWriter err, Exception e) {
    err.println(e.getMessage());
    return FAILED;
  }

  private static int unexpected(Exception e, PrintWriter err, ParseResult parsed) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    err.println("Failed: " + message + " (" + e.getClass().getSimpleName() + ")");
    Path logs = home(parsed).resolve("logs");
    if (Files.isDirectory(logs)) {
      Path log = logs.resolve("cli.log");
      try (PrintWriter file =
          new PrintWriter(
              Files.newBufferedWriter(
                  log,
                  StandardCharsets.UTF_8,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND))) {
        file.println(Instant.now());
        e.printStackTrace(file);
        err.println("Details: " + log);
        return FAILED;
      } catch (IOException unwritable) {
        // The hint below is what is left.
      }
    }
    err.println("Again with --debug shows where.");
    return FAILED;
  }

  private static boolean debug(ParseResult parsed) {
    return last(parsed).hasMatchedOption("--debug");
  }

  private static Path home(ParseResult parsed) {
    Path home = last(parsed).matchedOptionValue("--home", null);
    return home != null ? home : Path.of(System.getenv().getOrDefault("ASSAY_HOME", ".assay"));
  }

  private static ParseResult last(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last;
  }
}
