package assay.workers.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder that every command works on. */
public final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:ASSAY_HOME:-.assay}",
      description = "where the data, desk.json and logs are (default: ASSAY_HOME, else ./.assay)")
  private Path home = Path.of(".assay");

  @Option(names = "--debug", description = "show logs and stack traces on stderr")
  private boolean debug;

  public Path home() {
    return home;
  }

  public boolean debug() {
    return debug;
  }
}
