package assay.workers.cli;

import assay.workers.cli.doctor.DoctorCommand;
import assay.workers.cli.stats.StatsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay}: every command a person starts. */
@Command(
    name = "assay",
    mixinStandardHelpOptions = true,
    version = "assay 0.1.0-SNAPSHOT",
    description = "Durable, auditable campaigns that turn prompts into preference labels.",
    // The order of help: what one runs, what one asks of it, what one checks.
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      CampaignCommand.class,
      AnnotatorCommand.class,
      UserCommand.class,
      GoldCommand.class,
      AppealCommand.class,
      ExportCommand.class,
      StatsCommand.class,
      DoctorCommand.class,
      WorkerCommand.class,
      DeskCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command line, with its one way of telling errors. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Failures::run)
        .setExecutionExceptionHandler(Failures::failed)
        .setParameterExceptionHandler(Failures::misused);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
