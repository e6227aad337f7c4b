package assay.workers.cli;

import assay.activities.desk.Accounts;
import assay.workers.oidc.OidcProvider;
import assay.workers.up.DeskControl;
import assay.workers.up.Services;
import assay.workers.up.Stack;
import assay.workers.web.DeskServer;
import assay.workers.worker.LogFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One desk process, for a Temporal and a PostgreSQL that run elsewhere. */
@Command(
    name = "desk",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the review desk: the labeling page and its REST API.",
      "ASSAY_TEMPORAL_ADDRESS and ASSAY_DATABASE_URL say where the servers are."
    })
public final class DeskCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "8321",
      description = "the desk's port (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "the address to listen on (default: ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:ASSAY_HOME:-.assay}",
      description = "where logs and exported files are (default: ASSAY_HOME, else ./.assay)")
  private Path home = Path.of(".assay");

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "${env:ASSAY_RATE_LIMIT}",
      description =
          "requests a second that one account may make in the long run, 0 for no limit (default:"
              + " ASSAY_RATE_LIMIT, else "
              + DeskServer.REQUESTS_PER_SECOND
              + ")")
  private @Nullable String rate;

  @Override
  public Integer call() throws InterruptedException {
    Path folder = home.toAbsolutePath().normalize();
    LogFile.open(folder.resolve("logs/desk.log"));
    Services services = Services.serve(folder, System.getenv());
    String token = System.getenv("ASSAY_ADMIN_TOKEN");
    if (token != null) {
      new Accounts(services.jdbi()).adminToken(token);
    }
    DeskServer desk =
        DeskServer.start(
            services.database(),
            new DeskControl(services, Stack.exports(folder)),
            host,
            port,
            DeskServer.requestsPerSecond(rate),
            OidcProvider.of(System.getenv(), notice -> System.err.println(notice)));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  desk.close();
                  services.close();
                },
                "stop"));
    System.out.println("ready " + desk.url());
    new CountDownLatch(1).await();
    return 0;
  }
}
