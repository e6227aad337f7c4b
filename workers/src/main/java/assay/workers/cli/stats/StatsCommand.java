package assay.workers.cli.stats;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code assay stats}. */
@Command(
    name = "stats",
    description = "What the labels of any answers file are worth.",
    mixinStandardHelpOptions = true,
    subcommands = {AgreementCommand.class, AggregateCommand.class, AnnotatorsCommand.class})
public final class StatsCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init")
  public StatsCommand() {}

  /** Without a subcommand: says which there are. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what you want: agreement, aggregate or annotators");
  }
}
