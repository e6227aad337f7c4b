package assay.workers.cli;

import assay.activities.store.Json;
import assay.workers.up.Services;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on a running Assay. */
abstract class Connected implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private HomeOption home = new HomeOption();

  @Override
  public final Integer call() throws Exception {
    try (Services services = Services.open(home.home(), System.getenv())) {
      return run(services);
    } finally {
      out().flush();
      err().flush();
    }
  }

  /** Does the work; returns the exit code. */
  abstract int run(Services services) throws Exception;

  final HomeOption home() {
    return home;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** The one document of a command with {@code --json}. */
  final void json(Object document) throws JsonProcessingException {
    out().println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document));
  }
}
