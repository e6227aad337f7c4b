package assay.workers.up;

import assay.activities.desk.Accounts;
import assay.activities.desk.Relay;
import assay.activities.desk.TemporalSubscriber;
import assay.activities.store.Database;
import assay.activities.store.LocalPostgres;
import assay.workers.control.CampaignService;
import assay.workers.embedded.DeskFile;
import assay.workers.embedded.HomeLock;
import assay.workers.embedded.LocalTemporal;
import assay.workers.oidc.OidcProvider;
import assay.workers.web.DeskServer;
import assay.workers.worker.LogFile;
import assay.workers.worker.Queue;
import assay.workers.worker.WorkerHost;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL, Temporal, workers and the desk of one home.
 *
 * <p>Each part is stopped before the parts it stands on, so that the last judgments are on disk and
 * signalled, or on disk and signalled by the next start.
 */
public final class Stack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

  /**
   * @param temporal {@code host:port} of a server that somebody else runs, or null
   * @param database JDBC URL of a PostgreSQL that somebody else runs, or null
   */
  public record Settings(
      Path home, int port, @Nullable String temporal, @Nullable String database) {}

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DeskFile file;
  private final Services services;

  private Stack(Settings settings, Consumer<String> notices) {
    try {
      Path home = settings.home();
      started(HomeLock.acquire(home));
      LogFile.open(home.resolve("logs/assay.log"));
      String url = settings.database();
      if (url == null) {
        url = started(LocalPostgres.start(home)).jdbcUrl();
      }
      LocalTemporal temporal = started(LocalTemporal.start(home, settings.temporal(), notices));
      services = started(Services.on(Database.connect(url), temporal.target()));
      Jdbi jdbi = services.jdbi();
      started(WorkerHost.start(Queue.ALL, services.temporal(), jdbi, exports(home)));
      started(new Relay(jdbi, new TemporalSubscriber(services.temporal()))).start();
      CampaignService campaigns = services.control();
      DeskServer desk =
          started(
              DeskServer.start(
                  services.database(),
                  new DeskControl(services, exports(home)),
                  DeskServer.LOOPBACK,
                  settings.port(),
                  DeskServer.requestsPerSecond(System.getenv("ASSAY_RATE_LIMIT")),
                  OidcProvider.of(System.getenv(), notices)));
      for (String campaign : campaigns.resumeAll()) {
        notices.accept("Campaign " + campaign + " goes on.");
      }
      String token = new Accounts(jdbi).adminToken(System.getenv("ASSAY_ADMIN_TOKEN"));
      file = new DeskFile(desk.url(), token, url, temporal.target(), ProcessHandle.current().pid());
      file.write(home);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts everything, or nothing: what had started is stopped again when a later part cannot. */
  public static Stack start(Settings settings, Consumer<String> notices) {
    return new Stack(settings, notices);
  }

  /** Where a campaign's files go. */
  public static Path exports(Path home) {
    return home.resolve("exports");
  }

  public String url() {
    return file.url();
  }

  public DeskFile file() {
    return file;
  }

  public Services services() {
    return services;
  }

  private <T extends AutoCloseable> T started(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
