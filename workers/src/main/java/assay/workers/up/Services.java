package assay.workers.up;

import assay.activities.model.Endpoints;
import assay.activities.store.Campaigns;
import assay.activities.store.Database;
import assay.workers.control.CampaignService;
import assay.workers.control.EndpointCheck;
import assay.workers.control.Refusal;
import assay.workers.control.ReleasedKeys;
import assay.workers.embedded.DeskFile;
import assay.workers.embedded.TemporalProbe;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The database and the Temporal server a command works with: those of the environment, or those of
 * the {@code up} that runs in the home.
 */
public final class Services implements AutoCloseable {
  private static final int FEW = 4;
  private static final int MANY = 24;

  private final Database database;
  private final String temporalTarget;
  private @Nullable WorkflowServiceStubs stubs;

  private Services(Database database, String temporalTarget) {
    this.database = database;
    this.temporalTarget = temporalTarget;
  }

  /** For a process that has its database already; it is closed with the rest. */
  static Services on(Database database, String temporalTarget) {
    return new Services(database, temporalTarget);
  }

  /** For a command, which asks little and ends soon. */
  public static Services open(Path home, Map<String, String> environment) {
    return open(home, environment, FEW);
  }

  /** For a worker or a desk of its own. */
  public static Services serve(Path home, Map<String, String> environment) {
    return open(home, environment, MANY);
  }

  private static Services open(Path home, Map<String, String> environment, int connections) {
    String database = environment.get("ASSAY_DATABASE_URL");
    String temporal = environment.get("ASSAY_TEMPORAL_ADDRESS");
    if (database == null || temporal == null) {
      DeskFile desk = running(home);
      database = database == null ? desk.databaseUrl() : database;
      temporal = temporal == null ? desk.temporalTarget() : temporal;
    }
    return new Services(connect(database, connections), temporal);
  }

  private static DeskFile running(Path home) {
    Optional<DeskFile> desk = DeskFile.read(home).filter(Services::alive);
    return desk.orElseThrow(
        () ->
            Refusal.state(
                "Assay is not running in %s; start it with: ./assay up%s"
                    .formatted(home, home.equals(Path.of(".assay")) ? "" : " --home " + home)));
  }

  /** A killed {@code up} leaves its file behind. */
  private static boolean alive(DeskFile desk) {
    return ProcessHandle.of(desk.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  private static Database connect(String url, int connections) {
    try {
      return Database.connect(url, connections);
    } catch (RuntimeException e) {
      throw Refusal.state(
          "The database does not answer (%s). Check ASSAY_DATABASE_URL, or that ./assay up runs."
              .formatted(rootMessage(e)));
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
  }

  public Database database() {
    return database;
  }

  public Jdbi jdbi() {
    return database.jdbi();
  }

  public Campaigns campaigns() {
    return new Campaigns(database.jdbi());
  }

  public CampaignService control() {
    return control(new Endpoints()::check);
  }

  /** For what is asked over REST. */
  CampaignService controlOverRest() {
    return control(ReleasedKeys.of(System.getenv(ReleasedKeys.VARIABLE), new Endpoints()::check));
  }

  private CampaignService control(EndpointCheck endpoints) {
    return new CampaignService(database.jdbi(), this::temporal, endpoints, Clock.systemUTC());
  }

  /** Connects to Temporal, or says that it is not there. */
  public synchronized WorkflowClient temporal() {
    if (stubs == null) {
      TemporalProbe.failure(temporalTarget)
          .ifPresent(
              why -> {
                throw Refusal.state(
                    "Temporal does not answer at %s (%s). Nothing was started; check that it runs, then try again."
                        .formatted(temporalTarget, why));
              });
      stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(temporalTarget).build());
    }
    return WorkflowClient.newInstance(stubs);
  }

  @Override
  public void close() {
    if (stubs != null) {
      stubs.shutdownNow();
    }
    database.close();
  }
}
