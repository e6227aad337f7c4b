package assay.activities.prelabel;

import static assay.activities.model.ModelServer.json;
import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.model.ModelServer;
import assay.activities.model.TestCampaign;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.workflows.VerdictColumns;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A server that echoes the key in all that it says: nothing that lasts holds it afterwards. */
class KeysStaySecretTest {
  private static final String KEY = TestCampaign.ENVIRONMENT.getOrDefault("MY_KEY", "");

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private @Nullable Level before;

  @BeforeEach
  void listen() {
    before = root.getLevel();
    root.setLevel(Level.DEBUG);
    logged.start();
    root.addAppender(logged);
  }

  @AfterEach
  void stop() {
    root.detachAppender(logged);
    root.setLevel(before);
  }

  @Test
  void inNoTableNoHistoryNoLogAndNoError() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pairs.add(new Pair(i, "p" + i, Prompt.ofText("Why?"), "a", "b", null, 0, null, null));
    }
    AtomicInteger replies = new AtomicInteger();
    try (ModelServer server = new ModelServer(question -> echo(replies.getAndIncrement()));
        TestCampaign campaign =
            new TestCampaign(
                """
                input: {pairs: pairs.jsonl}
                models: {j: {url: "%s", api_key_env: MY_KEY, give_up_after: 30s}}
                prelabel: {judges: [j], calibration: none}
                """
                    .formatted(server.url()),
                pairs);
        TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker = temporal.newWorker("test");
      worker.registerWorkflowImplementationTypes(GivingUpTest.OneChunkImpl.class);
      worker.registerActivitiesImplementations(
          new PrelabelActivitiesImpl(campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()));
      temporal.start();
      WorkflowClient client = temporal.getWorkflowClient();

      VerdictColumns columns =
          client
              .newWorkflowStub(
                  GivingUpTest.OneChunk.class,
                  WorkflowOptions.newBuilder().setTaskQueue("test").setWorkflowId("w").build())
              .run(campaign.chunk());

      assertThat(columns.labels()).hasSize(12);
      assertThat(replies.get()).as("every kind of reply").isGreaterThanOrEqualTo(6);
      assertThat(tables(campaign)).contains("Your key is [key]").doesNotContain(KEY);
      assertThat(client.fetchHistory("w").toJson(true)).contains("Prelabel").doesNotContain(KEY);
      assertThat(log()).contains("ModelUnavailable", "[key]").doesNotContain(KEY);
    }
  }

  /** Every kind of reply, each with the key in it; the refusal fails the whole attempt. */
  private static MockResponse echo(int number) {
    String error = "{\"error\":{\"message\":\"Your key is " + KEY + "\"}}";
    return switch (number) {
      case 0 -> json(500, error);
      case 1 -> json(200, "no JSON but " + KEY);
      case 2 -> json(400, error);
      case 3 -> json(429, KEY);
      case 4 -> json(401, error);
      default -> says("Your key is " + KEY + "\nVERDICT: A>B");
    };
  }

  private static String tables(TestCampaign campaign) {
    StringBuilder dump = new StringBuilder();
    campaign
        .jdbi()
        .useHandle(
            h -> {
              for (String table :
                  h.createQuery("select tablename from pg_tables where schemaname = 'public'")
                      .mapTo(String.class)
                      .list()) {
                h.createQuery("select t::text from " + table + " t")
                    .mapTo(String.class)
                    .forEach(row -> dump.append(row).append('\n'));
              }
            });
    return dump.toString();
  }

  private String log() {
    StringBuilder text = new StringBuilder();
    List<ILoggingEvent> events;
    synchronized (logged) { // others go on logging
      events = List.copyOf(logged.list);
    }
    for (ILoggingEvent event : events) {
      text.append(event.getFormattedMessage()).append('\n');
      for (IThrowableProxy e = event.getThrowableProxy(); e != null; e = e.getCause()) {
        text.append(e.getClassName()).append(": ").append(e.getMessage()).append('\n');
      }
    }
    return text.toString();
  }
}
