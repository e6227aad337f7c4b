package assay.workers.cli;

import assay.activities.desk.Appeals;
import assay.activities.desk.Appeals.Appeal;
import assay.activities.desk.Appeals.Decision;
import assay.activities.store.Json;
import assay.workers.up.Services;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What people say against decisions about their work. */
@Command(
    name = "appeal",
    mixinStandardHelpOptions = true,
    description = "What people say against pauses, suspensions, flags and voided work.",
    subcommands = {AppealCommand.ListCommand.class, AppealCommand.Decide.class})
final class AppealCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to do: list or decide.");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every appeal, open ones first.")
  static final class ListCommand extends Connected {
    @Option(names = "--json", description = "one JSON document on stdout")
    private boolean json;

    @Override
    int run(Services services) throws Exception {
      List<Appeal> appeals = new Appeals(services.jdbi()).all(false);
      if (json) {
        json(appeals);
      } else if (appeals.isEmpty()) {
        out().println("No appeals.");
      } else {
        appeals.forEach(appeal -> out().println(line(appeal)));
      }
      return Failures.DONE;
    }

    private static String line(Appeal appeal) {
      return "%-4d %-8s %s in %s, %s%s: %s%s"
          .formatted(
              appeal.id(),
              appeal.decision() == null ? "open" : appeal.decision(),
              appeal.name(),
              appeal.campaign(),
              appeal.about(),
              appeal.lease() == null ? "" : " of lease " + appeal.lease(),
              appeal.words(),
              appeal.answer() == null ? "" : " / " + appeal.answer());
    }
  }

  @Command(
      name = "decide",
      mixinStandardHelpOptions = true,
      description = "Upholds an appeal and does what follows, or rejects it; prints a JSON line.")
  static final class Decide extends Connected {
    @Parameters(index = "0", paramLabel = "ID")
    private long id;

    @Parameters(index = "1", paramLabel = "DECISION", description = "upheld or rejected")
    private Decision decision = Decision.REJECTED;

    @Option(names = "--words", required = true, paramLabel = "WORDS", description = "why")
    private String words = "";

    @Override
    int run(Services services) {
      Appeal decided = new Appeals(services.jdbi()).decide(id, decision, words, null);
      out().println(Json.write(decided));
      return Failures.DONE;
    }
  }
}
