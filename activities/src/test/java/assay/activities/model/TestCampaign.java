package assay.activities.model;

import assay.activities.store.Campaigns;
import assay.activities.store.Database;
import assay.activities.store.Json;
import assay.activities.store.ModelCalls;
import assay.activities.store.Pairs;
import assay.activities.store.TestDatabase;
import assay.activities.store.Verdicts;
import assay.domain.Pair;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import assay.workflows.Chunk;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** A campaign in a database of its own, with what the model phases need. */
public final class TestCampaign implements AutoCloseable {
  public static final Map<String, String> ENVIRONMENT = Map.of("MY_KEY", "sesame-42");

  private final Database database = Database.connect(TestDatabase.fresh().jdbcUrl(), 8);
  private final int size;

  /**
   * @param yaml the spec without its {@code campaign} line
   */
  public TestCampaign(String yaml, List<Pair> pairs) {
    this.size = pairs.size();
    CampaignSpec spec = spec(yaml);
    int id =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery(
                            "insert into campaign (name, spec, content_digest, salt, pairs, gold)"
                                + " values (?, ?, '', '', ?, 0) returning id")
                        .bind(0, spec.campaign())
                        .bind(1, Json.write(spec))
                        .bind(2, size)
                        .mapTo(Integer.class)
                        .one());
    database
        .jdbi()
        .useHandle(
            h -> {
              PreparedBatch batch =
                  h.prepareBatch(
                      "insert into pair (campaign, ix, id, prompt, response_a, response_b)"
                          + " values (:c, :ix, :id, :prompt, :a, :b)");
              for (Pair pair : pairs) {
                batch
                    .bind("c", id)
                    .bind("ix", pair.index())
                    .bind("id", pair.id())
                    .bind("prompt", Pairs.write(pair.prompt()))
                    .bind("a", pair.responseA())
                    .bind("b", pair.responseB())
                    .add();
              }
              batch.execute();
            });
  }

  private static CampaignSpec spec(String yaml) {
    try {
      return SpecReader.read("spec.yaml", "campaign: test\n" + yaml).spec();
    } catch (InvalidInput e) {
      throw new IllegalArgumentException(e);
    }
  }

  public Jdbi jdbi() {
    return database.jdbi();
  }

  public Campaigns campaigns() {
    return new Campaigns(database.jdbi());
  }

  public int id() {
    return campaigns().get("test").id();
  }

  public Pairs pairs() {
    return new Pairs(database.jdbi());
  }

  public Verdicts verdicts() {
    return new Verdicts(database.jdbi());
  }

  public ModelCalls modelCalls() {
    return new ModelCalls(database.jdbi());
  }

  /** With a client of its own, as another worker has. */
  public ChunkCalls chunkCalls() {
    Backoff quick =
        new Backoff(6, Duration.ofMillis(2), Duration.ofMillis(10), Duration.ofSeconds(5));
    return new ChunkCalls(
        new ChatClient(ENVIRONMENT::get, quick, Clock.systemUTC(), database.jdbi()), modelCalls());
  }

  public Chunk chunk() {
    return new Chunk("test", 1, 0, size);
  }

  @Override
  public void close() {
    database.close();
  }
}
