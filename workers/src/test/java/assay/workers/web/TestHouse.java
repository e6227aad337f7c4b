package assay.workers.web;

import assay.activities.desk.Accounts;
import assay.activities.desk.Relay;
import assay.activities.desk.Role;
import assay.activities.desk.TemporalSubscriber;
import assay.activities.store.Database;
import assay.activities.store.Patience;
import assay.activities.store.TestDatabase;
import assay.domain.Tier;
import assay.workers.DeskClient;
import assay.workers.control.CampaignService;
import assay.workers.oidc.OidcProvider;
import assay.workers.up.DeskControl;
import assay.workers.worker.Queue;
import assay.workers.worker.WorkerHost;
import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A desk with everything behind it: PostgreSQL, Temporal, workers and a relay, all real. Whatever
 * its client is answered must be as {@code openapi.json} says.
 */
final class TestHouse implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What a person makes of a task: a label. */
  interface Mind {
    String label(JsonNode task);
  }

  final Database database = Database.connect(TestDatabase.fresh().jdbcUrl());
  final Accounts accounts = new Accounts(database.jdbi());
  final DeskServer server;
  final Described described = new Described();
  final DeskClient client;
  final String manager;
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  private final WorkerHost workers;
  private final Relay relay;

  TestHouse(Path exports) {
    this(exports, Optional.empty());
  }

  TestHouse(Path exports, Optional<OidcProvider> provider) {
    WorkflowClient workflows = temporal.getWorkflowClient();
    workers = WorkerHost.start(Queue.ALL, workflows, database.jdbi(), exports);
    relay = new Relay(database.jdbi(), new TemporalSubscriber(workflows));
    relay.start();
    CampaignService service =
        new CampaignService(
            database.jdbi(),
            () -> workflows,
            (field, model) -> Optional.empty(),
            Clock.systemUTC());
    server =
        DeskServer.start(
            database,
            new DeskControl(service, database.jdbi(), () -> workflows, exports),
            DeskServer.LOOPBACK,
            0,
            DeskServer.REQUESTS_PER_SECOND,
            provider);
    client = new DeskClient(server.url(), List.of(described));
    manager = user("Mia", Role.MANAGER);
  }

  String user(String name, Role role) {
    return accounts.addUser(name, role).token();
  }

  String annotator(String name, Tier tier) {
    return accounts.addAnnotator(name, tier, List.of(), List.of()).token();
  }

  /** Starts a campaign of ready pairs over REST. */
  JsonNode start(String name, int pairs, String keys) {
    DeskClient.Reply reply = client.post(manager, "/api/campaigns", body(name, pairs, keys));
    if (reply.status() != 201) {
      throw new AssertionError(reply.text());
    }
    return reply.json();
  }

  /** In pair {@code i} response {@code i-good} is A where i is even, else B. */
  static String pairs(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String good = i + "-good";
      String bad = i + "-bad";
      lines.append(
          "{\"id\":\"p%d\",\"prompt\":\"Question %d?\",\"response_a\":\"%s\",\"response_b\":\"%s\"}\n"
              .formatted(i, i, i % 2 == 0 ? good : bad, i % 2 == 0 ? bad : good));
    }
    return lines.toString();
  }

  static String body(String name, int pairs, String keys) {
    com.fasterxml.jackson.databind.node.ObjectNode body =
        assay.activities.store.Json.MAPPER.createObjectNode();
    body.put("spec", "campaign: " + name + "\ninput: {pairs: pairs.jsonl}\n" + keys);
    body.putObject("files").put("pairs.jsonl", pairs(pairs));
    return body.toString();
  }

  /** Prefers the good response. */
  static String wise(JsonNode task) {
    return task.path("responses").path(0).path("text").asText().endsWith("-good") ? "A>" : "B>";
  }

  /** Prefers the bad one. */
  static String foolish(JsonNode task) {
    return wise(task).equals("A>") ? "B>" : "A>";
  }

  /** Labels until there is nothing to do; how many. */
  int label(String token, Mind mind) {
    int done = 0;
    while (one(token, mind)) {
      done++;
    }
    return done;
  }

  /** Labels one item, after a second of its own account; false when there is none. */
  boolean one(String token, Mind mind) {
    DeskClient.Reply next = client.post(token, "/api/next", "{}");
    if (next.status() == 204) {
      return false;
    }
    String lease = next.json().path("lease").asText();
    DeskClient.Reply done =
        client.post(
            token,
            "/api/leases/" + lease + "/submit",
            "{\"label\":\"%s\",\"seconds\":1}".formatted(mind.label(next.json())));
    if (done.status() != 200) {
      throw new AssertionError(done.text());
    }
    return true;
  }

  JsonNode status(String name) {
    return client.get(manager, "/api/campaigns/" + name).json();
  }

  void await(String what, BooleanSupplier condition) {
    if (!Patience.until(PATIENCE, condition)) {
      throw new AssertionError("not in " + PATIENCE + ": " + what);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    relay.close();
    workers.close();
    temporal.close();
    database.close();
  }
}
