package assay.workers.cli;

import assay.activities.store.GoldPool;
import assay.domain.Pair;
import assay.domain.PairwiseComparison;
import assay.domain.Scale;
import assay.domain.TaskType;
import assay.domain.spec.InputReader;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.Problem;
import assay.domain.spec.SpecReader;
import assay.workers.control.Refusal;
import assay.workers.up.Services;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The pool of gold questions. */
@Command(
    name = "gold",
    mixinStandardHelpOptions = true,
    description = "Gold questions that campaigns started later draw from.",
    subcommands = {
      GoldCommand.AddCommand.class,
      GoldLifeCommands.ListCommand.class,
      GoldLifeCommands.Promote.class,
      GoldLifeCommands.Retire.class
    })
final class GoldCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name what to do: add, list, promote or retire.");
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds pairs, or items, with a known label, all or none.")
  static final class AddCommand extends Connected {
    @Parameters(paramLabel = "FILE.jsonl", description = "a pair or item with \"label\" a line")
    private Path file = Path.of("");

    private static final TaskType PAIRS = new PairwiseComparison(Scale.FIVE);

    @Option(
        names = "--spec",
        paramLabel = "SPEC.yaml",
        description = "the lines are gold for this campaign's task type; without, for pairs")
    private @Nullable Path like;

    @Option(names = "--json", description = "one JSON document on stdout")
    private boolean json;

    @Override
    int run(Services services) throws Exception {
      TaskType task = like == null ? PAIRS : task(like);
      GoldPool.Added added = new GoldPool(services.jdbi()).add(task, read(file, task));
      if (!added.clashing().isEmpty()) {
        throw Refusal.input(
            "%s: the pool has other questions with these ids: %s. Give these lines ids of their own; nothing was added."
                .formatted(file, String.join(", ", added.clashing())));
      }
      if (json) {
        json(added);
      } else {
        out()
            .println(
                "Added %d gold questions%s."
                    .formatted(
                        added.added(),
                        added.there() == 0 ? "" : "; " + added.there() + " were there already"));
      }
      return Failures.DONE;
    }

    private static TaskType task(Path spec) throws InvalidInput {
      TaskType task = SpecReader.read(spec.toString(), text(spec)).spec().task();
      if (!task.comparable()) {
        throw Refusal.input(
            "%s: %s has no gold: no text is the right one.".formatted(spec, task.name()));
      }
      return task;
    }

    private static String text(Path spec) throws InvalidInput {
      try {
        return Files.readString(spec);
      } catch (IOException e) {
        throw unread(spec, e);
      }
    }

    private static List<Pair> read(Path file, TaskType task) throws InvalidInput {
      List<Pair> gold = new ArrayList<>();
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        var unused =
            new InputReader(file.toString(), InputReader.Kind.GOLD, task, 0, new HashSet<>())
                .read(lines, gold::add);
        return gold;
      } catch (IOException e) {
        throw unread(file, e);
      }
    }

    private static InvalidInput unread(Path file, IOException e) {
      return new InvalidInput(
          new Problem(
              file.toString(),
              0,
              null,
              Files.exists(file) ? "cannot be read: " + e.getMessage() : "there is no such file"));
    }
  }
}
