package assay.workers.cli;

import assay.workers.up.Stack;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything on this machine until it is told to stop. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts PostgreSQL, Temporal, the workers and the desk on this machine.")
public final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:ASSAY_HOME:-.assay}",
      description = "where the data is kept (default: ASSAY_HOME, else ./.assay)")
  private Path home = Path.of(".assay");

  @Option(
      names = "--port",
      defaultValue = "8321",
      description = "the desk's port on 127.0.0.1 (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:ASSAY_TEMPORAL_ADDRESS}",
      description = "a Temporal server of your own, in place of one started here")
  private @Nullable String temporal;

  @Option(
      names = "--db",
      paramLabel = "URL",
      defaultValue = "${env:ASSAY_DATABASE_URL}",
      description = "a PostgreSQL of your own, in place of the embedded one")
  private @Nullable String database;

  @Override
  public Integer call() throws InterruptedException {
    runUntilStopped(
        new Stack.Settings(home.toAbsolutePath().normalize(), port, temporal, database));
    return 0;
  }

  private static void runUntilStopped(Stack.Settings settings) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Stack stack = Stack.start(settings, notice -> System.err.println(notice));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  System.err.println("Stopping…");
                  stack.close();
                  System.err.println("Stopped; nothing is left running.");
                },
                "stop"));
    System.out.println("ready " + stack.url());
    System.out.flush();
    never.await();
  }
}
