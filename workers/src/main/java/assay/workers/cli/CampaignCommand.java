package assay.workers.cli;

import assay.domain.Wire;
import assay.domain.cost.EstimateTable;
import assay.workers.control.CampaignService;
import assay.workers.control.CampaignStatus;
import assay.workers.up.Services;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts, watches and steers campaigns. */
@Command(
    name = "campaign",
    mixinStandardHelpOptions = true,
    description = "Starts, watches and steers campaigns.",
    subcommands = {
      CampaignCommand.StartCommand.class,
      CampaignCommand.ListCommand.class,
      CampaignCommand.StatusCommand.class,
      CampaignCommand.WatchCommand.class,
      CampaignCommand.PauseCommand.class,
      CampaignCommand.ResumeCommand.class,
      CampaignCommand.CancelCommand.class,
      CampaignCommand.BudgetCommand.class,
      ReportCommand.class,
      HistoryCommand.class
    })
final class CampaignCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name what to do: start, list, status, watch, pause, resume, cancel, budget, report or"
            + " history.");
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = {
        "Checks a spec and its inputs, prints an estimate, stores both and starts.",
        "The same name and content again goes on with it; another content is refused."
      })
  static final class StartCommand extends Connected {
    @Parameters(paramLabel = "SPEC.yaml", description = "the campaign")
    private Path spec = Path.of("");

    @Option(names = "--wait", description = "watch it until it is over; exit code 1 if it failed")
    private boolean waits;

    @Option(names = "--json", description = "one JSON document on stdout")
    private boolean json;

    /** The document of {@code start --json}. */
    record Document(
        String name,
        String outcome,
        List<String> warnings,
        assay.domain.cost.Estimate estimate,
        CampaignStatus status) {}

    @Override
    int run(Services services) throws Exception {
      CampaignService control = services.control();
      CampaignService.Start start = control.start(spec);
      start.warnings().forEach(warning -> err().println("notice: " + warning));
      if (!json) {
        out().print(EstimateTable.of(start.estimate()));
        out().println(words(start, control));
      }
      err().flush();
      out().flush();
      CampaignStatus status =
          waits
              ? new Watching(control, err()).untilOver(start.name())
              : control.status(start.name());
      if (json) {
        json(
            new Document(
                start.name(),
                Wire.name(start.outcome()),
                start.warnings(),
                start.estimate(),
                status));
      } else if (waits) {
        out().print(StatusText.of(status));
      }
      return waits ? exit(status) : Failures.DONE;
    }

    private static String words(CampaignService.Start start, CampaignService control) {
      return switch (start.outcome()) {
        case STARTED -> "Started " + start.name() + ".";
        case RESUMED -> start.name() + " was there already and goes on.";
        case OVER ->
            start.name()
                + " was there already and is "
                + control.status(start.name()).status()
                + "; nothing was started.";
      };
    }
  }

  private static int exit(CampaignStatus status) {
    return status.status().equals("failed") ? Failures.FAILED : Failures.DONE;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all campaigns, the oldest first.")
  static final class ListCommand extends Connected {
    @Option(names = "--json", description = "one JSON document on stdout")
    private boolean json;

    @Override
    int run(Services services) throws Exception {
      List<CampaignStatus> all = services.control().list();
      if (json) {
        json(all);
      } else if (all.isEmpty()) {
        out().println("No campaigns yet; start one with: ./assay campaign start SPEC.yaml");
      } else {
        all.forEach(status -> out().println(StatusText.line(status)));
      }
      return Failures.DONE;
    }
  }

  /** A command about one campaign. */
  abstract static class OnOne extends Connected {
    @Parameters(paramLabel = "NAME", description = "the campaign's name")
    private String name = "";

    @Option(names = "--json", description = "one JSON document on stdout")
    private boolean json;

    abstract CampaignStatus act(CampaignService control, String name);

    @Override
    int run(Services services) throws Exception {
      CampaignStatus status = act(services.control(), name);
      if (json) {
        json(status);
      } else {
        out().print(StatusText.of(status));
      }
      return Failures.DONE;
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Says where a campaign is.")
  static final class StatusCommand extends OnOne {
    @Override
    CampaignStatus act(CampaignService control, String name) {
      return control.status(name);
    }
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Stops a campaign and its deadlines until it is resumed.")
  static final class PauseCommand extends OnOne {
    @Override
    CampaignStatus act(CampaignService control, String name) {
      return control.pause(name);
    }
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Goes on with a campaign that was paused or has failed.")
  static final class ResumeCommand extends OnOne {
    @Override
    CampaignStatus act(CampaignService control, String name) {
      return control.resume(name);
    }
  }

  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Ends a campaign for good; what is settled can still be exported.")
  static final class CancelCommand extends OnOne {
    @Override
    CampaignStatus act(CampaignService control, String name) {
      return control.cancel(name);
    }
  }

  @Command(
      name = "budget",
      mixinStandardHelpOptions = true,
      description = {
        "Sets the most a campaign may cost, in US dollars; 0 for no limit.",
        "A campaign that is out of budget goes on when it is raised."
      })
  static final class BudgetCommand extends OnOne {
    @Parameters(index = "1", paramLabel = "USD", description = "such as 250 or 99.50")
    private BigDecimal usd = BigDecimal.ZERO;

    @Override
    CampaignStatus act(CampaignService control, String name) {
      return control.budget(name, usd);
    }
  }

  @Command(
      name = "watch",
      mixinStandardHelpOptions = true,
      description = "Shows a campaign's progress until it is over; exit code 1 if it failed.")
  static final class WatchCommand extends Connected {
    @Parameters(paramLabel = "NAME", description = "the campaign's name")
    private String name = "";

    @Option(names = "--json", description = "one JSON document on stdout once it is over")
    private boolean json;

    @Override
    int run(Services services) throws Exception {
      CampaignStatus status = new Watching(services.control(), err()).untilOver(name);
      if (json) {
        json(status);
      } else {
        out().print(StatusText.of(status));
      }
      return exit(status);
    }
  }
}
