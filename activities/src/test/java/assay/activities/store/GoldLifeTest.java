package assay.activities.store;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import assay.activities.store.GoldLife.Question;
import assay.domain.PairwiseComparison;
import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import assay.domain.TaskType;
import assay.domain.Tier;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GoldLifeTest {
  private static final TaskType PAIRS = new PairwiseComparison(Scale.FIVE);

  /** Pairs 0 and 1 are decided by experts; of pair 1 they do not agree. */
  private static TestCampaign decided() {
    TestCampaign campaign =
        TestCampaign.of(
                4, 0, "review: {redundancy: 1, gold_fraction: 0}\nescalation: {redundancy: 2}")
            .open();
    campaign.opening.escalate("test", 1, new int[] {0, 1});
    int first = campaign.person("eve", Tier.EXPERT);
    int second = campaign.person("fay", Tier.EXPERT);
    campaign.label(first, 'A');
    campaign.label(first, 'A');
    for (int i = 0; i < 2; i++) {
      var task = campaign.next(second);
      char side = TestCampaign.pair(task) == 0 ? 'A' : 'B';
      campaign.desk.submit(
          second,
          task.lease(),
          assay.activities.desk.Submission.of(TestCampaign.label(task, side)));
    }
    for (int pair = 0; pair < 3; pair++) {
      campaign.sql(
          "insert into label (campaign, ix, batch, label, confidence, margin, decided_by, votes)"
              + " values (1, %d, 1, 'A>', 1000000, 1000000, '%s', '{}')"
                  .formatted(pair, pair < 2 ? "expert" : "human"));
    }
    return campaign;
  }

  @Test
  void whatExpertsAgreeOnBecomesGoldWithItsEvidence() {
    try (TestCampaign campaign = decided()) {
      GoldLife gold = new GoldLife(campaign.jdbi());
      assertThat(gold.promotable("test")).isEqualTo(1);
      assertThat(gold.promote("test")).isEqualTo(1);
      assertThat(gold.promotable("test")).isZero();
      assertThat(gold.promote("test")).as("again").isZero();

      Question question = gold.questions().getFirst();
      assertThat(question.id()).isEqualTo("test/pair-0");
      assertThat(question.label().asText()).isEqualTo("A>");
      assertThat(question.source()).isEqualTo("test");
      assertThat(
              Objects.requireNonNull(question.evidence())
                  .path("experts")
                  .findValuesAsText("annotator"))
          .containsExactly("w1", "w2");
      assertThat(new GoldPool(campaign.jdbi()).all())
          .extracting(known -> known.taskType() + " " + known.id() + " " + known.label())
          .containsExactly("pairwise_comparison test/pair-0 \"A>\"");
    }
  }

  @Test
  void aRetiredQuestionIsShownNoMoreAndComesBackWhenItIsAddedAgain() {
    try (TestCampaign campaign =
        TestCampaign.of(20, 2, "review: {redundancy: 1, gold_fraction: 0.9}")) {
      GoldLife life = new GoldLife(campaign.jdbi());
      GoldPool pool = new GoldPool(campaign.jdbi());
      pool.add(PAIRS, List.of(Scene.gold(20, PreferenceLabel.A_BETTER)));
      campaign.sql("update pair set id = 'gold-20' where ix = 20");
      campaign.open();

      assertThat(life.retire("gold-20", "wrong")).isTrue();
      assertThat(life.retire("gold-20", "again")).isTrue();
      assertThat(life.retire("none", "")).isFalse();

      assertThat(life.questions().getFirst().retiredWhy()).isEqualTo("wrong");
      assertThat(pool.all()).isEmpty();
      int ann = campaign.person("ann");
      for (int i = 0; i < 21; i++) {
        campaign.label(ann, 'A');
      }
      assertThat(campaign.text("string_agg(pair || '', ' ') from lease where stage = 'gold'"))
          .isEqualTo("21");
      Progress.GoldShown shown = new Progress(campaign.jdbi()).goldShown(1);
      assertThat(shown).isEqualTo(new Progress.GoldShown(1, 1, 1));

      pool.add(PAIRS, List.of(Scene.gold(20, PreferenceLabel.A_BETTER)));
      assertThat(pool.all()).hasSize(1);
    }
  }

  @Test
  void retiredBeforeACampaignOpensItIsNotShownEither() {
    try (TestCampaign campaign =
        TestCampaign.of(5, 1, "review: {redundancy: 1, gold_fraction: 0.9}")) {
      new GoldPool(campaign.jdbi()).add(PAIRS, List.of(Scene.gold(5, PreferenceLabel.A_BETTER)));
      campaign.sql("update pair set id = 'gold/gold-5' where ix = 5");
      new GoldLife(campaign.jdbi()).retire("gold-5", "");
      campaign.open();
      int ann = campaign.person("ann");
      while (campaign.desk.next(ann, null).isPresent()) {
        campaign.label(ann, 'A');
      }
      assertThat(campaign.count("lease where stage = 'gold'")).isZero();
      assertThat(campaign.count("lease where state = 'done'")).isEqualTo(5);
    }
  }
}
