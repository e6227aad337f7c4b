package assay.workers.control;

import assay.activities.store.Database;
import assay.activities.store.GoldPool;
import assay.activities.store.TestDatabase;
import assay.domain.Pair;
import assay.domain.PairwiseComparison;
import assay.domain.Scale;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A campaign service over a store and a Temporal of its own, with two pairs to start from. */
abstract class ServiceFixture {
  static final String SPEC = "campaign: demo\ninput: {pairs: pairs.jsonl}\n";
  static final String PAIRS =
      """
      {"id": "one", "prompt": "Tab\\there, \\\\N and \\\\. too", "response_a": "a\\nb\\r", "response_b": ""}
      {"prompt": [{"role": "user", "content": "hi"}], "response_a": "x", "response_b": "x", "metadata": {"k": "\\t"}}
      """;

  @TempDir Path folder = Path.of("");
  final Database database = Database.connect(TestDatabase.fresh().jdbcUrl(), 4);
  final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  final WorkflowClient client = temporal.getWorkflowClient();
  final CampaignService service = service((name, model) -> Optional.empty());

  CampaignService service(EndpointCheck endpoints) {
    return new CampaignService(database.jdbi(), () -> client, endpoints, Clock.systemUTC());
  }

  @BeforeEach
  void inputs() throws IOException {
    write("pairs.jsonl", PAIRS);
  }

  @AfterEach
  void stop() {
    temporal.close();
    database.close();
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  int campaigns() {
    return service.list().size();
  }

  void pool(int questions) {
    new GoldPool(database.jdbi())
        .add(
            new PairwiseComparison(Scale.FIVE),
            java.util.stream.IntStream.range(0, questions)
                .mapToObj(
                    i ->
                        new Pair(
                            i,
                            "gold-" + i,
                            assay.domain.Prompt.ofText("p"),
                            "a",
                            "b",
                            null,
                            0,
                            null,
                            assay.domain.PreferenceLabel.A_BETTER))
                .toList());
  }
}
