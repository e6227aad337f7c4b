package assay.activities.store;

import assay.domain.Decider;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Prompt;
import assay.domain.Verdict;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import assay.workflows.BatchOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A campaign in a fresh database, with answers as the desk would have left them. */
public final class Scene implements AutoCloseable {
  public final Database database;
  public final Campaigns campaigns;
  public final String name;
  private final List<Runnable> later = new ArrayList<>();
  private final java.util.Map<Integer, Integer> sequence = new java.util.TreeMap<>();

  private Scene(Database database, String name) {
    this.database = database;
    this.campaigns = new Campaigns(database.jdbi());
    this.name = name;
  }

  /** Stores the pairs under a spec with these lines added. */
  public static Scene of(String extraYaml, List<Pair> pairs) {
    CampaignSpec spec = spec("campaign: scene\ninput: {pairs: pairs.jsonl}\n" + extraYaml);
    Database database = Database.connect(TestDatabase.fresh().jdbcUrl(), 3);
    int gold = (int) pairs.stream().filter(p -> p.gold() != null).count();
    new CampaignStore(database.jdbi())
        .<RuntimeException>insert(
            new CampaignStore.NewCampaign(
                spec, "digest", "", "", "salt", pairs.size() - gold, gold),
            pairs::forEach);
    Scene scene = new Scene(database, "scene");
    new Batches(database.jdbi()).plan(scene.campaign());
    for (int person = 1; person <= 5; person++) {
      scene.sql(
          "insert into account (name, role, tier, token_hash) values ('p%1$d', 'annotator', 1, 'h%1$d')"
              .formatted(person));
      scene.sql(
          "insert into member (campaign, annotator, number) values (1, %1$d, %1$d)"
              .formatted(person));
    }
    return scene;
  }

  public static CampaignSpec spec(String yaml) {
    try {
      return SpecReader.read("spec.yaml", yaml).spec();
    } catch (InvalidInput e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static Pair pair(int index, String a, String b) {
    return new Pair(
        index, "id-" + index, Prompt.ofText("Prompt " + index), a, b, null, 0, null, null);
  }

  public static Pair gold(int index, PreferenceLabel label) {
    return new Pair(
        index, "gold-" + index, Prompt.ofText("Gold"), "good", "bad", null, 0, null, label);
  }

  public Campaigns.Campaign campaign() {
    return campaigns.get(name);
  }

  /** An answer that counts, numbered in the batch's stream. */
  public void judged(int batch, long lease, int pair, String stage, int person, String answer) {
    judged(batch, lease, pair, stage, person, answer, false, 123);
  }

  public void judged(
      int batch,
      long lease,
      int pair,
      String stage,
      int person,
      String answer,
      boolean swapped,
      int tenths) {
    answered(batch, lease, pair, stage, person, answer, swapped, tenths, "done", null);
    event(batch, "judged", lease, pair, stage, person);
  }

  /** An answer that came after its item was closed. */
  public void late(int batch, long lease, int pair, int person, String answer) {
    answered(batch, lease, pair, "review", person, answer, false, 50, "done", "late");
    event(batch, "late", lease, pair, "review", person);
  }

  /** An answer that was taken back. */
  public void withdrawn(int batch, long lease, int pair, int person, String answer) {
    answered(batch, lease, pair, "review", person, answer, false, 50, "withdrawn", "withdrawn");
    event(batch, "judged", lease, pair, "review", person);
    event(batch, "withdrawn", lease, pair, "review", person);
  }

  /** Ends what counts of an answer after its batch was sealed. */
  public void voidedLater(int batch, long lease, int pair, int person) {
    later.add(
        () ->
            sql(
                """
                insert into event (campaign, batch, kind, pair, stage, member, lease)
                values (1, %d, 'voided', %d, 'review', %d, %d)
                """
                    .formatted(batch, pair, person, lease)));
  }

  private void answered(
      int batch,
      long lease,
      int pair,
      String stage,
      int person,
      String answer,
      boolean swapped,
      int tenths,
      String state,
      @Nullable String why) {
    String shown = swapped ? PreferenceLabel.of(answer).swapped().symbol() : answer;
    later.add(
        () -> {
          sql(
              """
              insert into item (campaign, batch, pair, stage, wanted, open)
              values (1, %d, %d, '%s', 3, false) on conflict do nothing
              """
                  .formatted(batch, pair, stage));
          sql(
              """
              insert into lease (number, item, campaign, batch, pair, stage, annotator, member, swapped,
                state, expires_at, ended_at, answer, shown_answer, tenths, flags, counted, why, pay_usd)
              overriding system value
              select %d, id, 1, %d, %d, '%s', %d, %d, %b, '%s', '2026-11-01T00:10:00Z',
                timestamptz '2026-11-01T00:00:00Z' + interval '1.5 seconds' * %d, '%s', '%s', %d,
                '%s', %b, %s, 0.3125
              from item where campaign = 1 and pair = %d and stage = '%s'
              """
                  .formatted(
                      lease,
                      batch,
                      pair,
                      stage,
                      person,
                      person,
                      swapped,
                      state,
                      lease,
                      answer,
                      shown,
                      tenths,
                      tenths < 50 ? "{too_fast}" : "{}",
                      why == null,
                      why == null ? "null" : "'" + why + "'",
                      pair,
                      stage));
        });
  }

  private void event(int batch, String kind, long lease, int pair, String stage, int person) {
    int seq = sequence.merge(batch, 1, Integer::sum);
    later.add(
        () ->
            sql(
                """
                insert into event (campaign, batch, seq, kind, pair, stage, member, lease)
                values (1, %d, %d, '%s', %d, '%s', %d, %d)
                """
                    .formatted(batch, seq, kind, pair, stage, person, lease)));
  }

  /** Number of the last event so far. */
  public int lastSeq(int batch) {
    return sequence.getOrDefault(batch, 0);
  }

  /** Writes what was said so far. */
  public Scene write() {
    later.forEach(Runnable::run);
    later.clear();
    return this;
  }

  /** Writes it in an order drawn by the seed: rows of one statement each depend on nothing. */
  public Scene writeShuffled(long seed) {
    Collections.shuffle(later, new Random(seed));
    return write();
  }

  public void verdict(int pair, PreferenceLabel label, int confidence, int margin) {
    new Verdicts(database.jdbi())
        .keep(
            campaign().id(),
            Map.of(pair, new Verdict(Verdict.Outcome.DECIDED, label, confidence, margin)));
  }

  public void finished(int batch) {
    new Batches(database.jdbi())
        .finish(
            campaign().id(),
            new BatchOutcome(batch, "run", lastSeq(batch), Map.of(Decider.HUMAN, 1), "d", ""));
  }

  public void sql(String statement) {
    database.jdbi().useHandle(h -> h.execute(statement));
  }

  @Override
  public void close() {
    database.close();
  }
}
