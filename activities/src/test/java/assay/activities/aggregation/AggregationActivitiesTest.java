package assay.activities.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.store.Labels;
import assay.activities.store.Scene;
import assay.domain.Decider;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.policy.SettledLabel;
import assay.workflows.AggregationActivities.Aggregated;
import assay.workflows.Chunk;
import assay.workflows.LabelColumns;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AggregationActivitiesTest {
  private static final List<Pair> PAIRS =
      List.of(
          Scene.pair(0, "a0", "b0"),
          Scene.pair(1, "a1", "b1"),
          Scene.pair(2, "a2", "b2"),
          Scene.pair(3, "a3", "b3"),
          Scene.gold(4, PreferenceLabel.A_BETTER));

  private static AggregationActivitiesImpl aggregation(Scene scene) {
    return new AggregationActivitiesImpl(scene.database.jdbi(), scene.campaigns, batch -> {});
  }

  private static Scene scene(String extraYaml) {
    Scene scene = Scene.of(extraYaml + "batch: {size: 2}\n", PAIRS);
    scene.judged(1, 11, 0, "review", 1, "A>>");
    scene.judged(1, 12, 0, "review", 2, "A>");
    scene.judged(1, 13, 0, "review", 3, "B>");
    scene.judged(1, 14, 4, "gold", 3, "B>>");
    scene.judged(1, 15, 1, "review", 1, "=");
    scene.judged(1, 16, 1, "expert", 4, "B>");
    return scene;
  }

  @Test
  void majorityCountsEveryoneTheSame() {
    try (Scene scene = scene("aggregation: {method: majority}\n").write()) {
      LabelColumns labels = aggregation(scene).aggregateBatch(new Chunk("scene", 1, 0, 2), "he", 6);
      assertThat(labels.labels()).isEqualTo("13");
      assertThat(labels.deciders()).isEqualTo("he");
      assertThat(labels.confidence()).containsExactly(666_667, 1_000_000);
      assertThat(labels.margin()).containsExactly(666_667, -1_000_000);
      assertThat(labels.digest()).matches("[0-9a-f]{64}");
      assertThat(new Labels(scene.database.jdbi()).ofBatch(scene.campaign(), 1))
          .extracting(SettledLabel::preference, SettledLabel::decidedBy, SettledLabel::judgments)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(PreferenceLabel.A_BETTER, Decider.HUMAN, 3),
              org.assertj.core.groups.Tuple.tuple(PreferenceLabel.B_BETTER, Decider.EXPERT, 2));
    }
  }

  @Test
  void weightedTrustsThoseMoreWhoKnewTheGold() {
    try (Scene scene = scene("aggregation: {method: weighted}\n").write()) {
      LabelColumns labels = aggregation(scene).aggregateBatch(new Chunk("scene", 1, 0, 2), "he", 6);
      // Persons 1 and 2 without gold: 0.4·0.5 + 0.3·agreement + 0.3; person 3 missed the gold.
      assertThat(labels.labels()).isEqualTo("13");
      assertThat(labels.confidence()[0]).isGreaterThan(666_667);
    }
  }

  @Test
  void theJudgesVerdictStandsWhereItDecided() {
    try (Scene scene = scene("").write()) {
      scene.verdict(0, PreferenceLabel.B_MUCH_BETTER, 930_000, -1_500_000);
      LabelColumns labels = aggregation(scene).aggregateBatch(new Chunk("scene", 1, 0, 2), "ad", 6);
      assertThat(labels.labels()).isEqualTo("4-");
      assertThat(labels.confidence()).containsExactly(930_000, 0);
      assertThat(labels.margin()).containsExactly(-1_500_000, 0);
    }
  }

  @Test
  void whatComesAfterTheNumberedEventOrIsTakenBackDoesNotCount() {
    try (Scene scene = scene("aggregation: {method: majority}\n")) {
      scene.withdrawn(1, 17, 0, 4, "B>>");
      int last = scene.lastSeq(1);
      scene.judged(1, 18, 0, "review", 5, "B>>");
      scene.late(1, 19, 1, 5, "B>>");
      scene.write();
      LabelColumns labels =
          aggregation(scene).aggregateBatch(new Chunk("scene", 1, 0, 2), "he", last);
      assertThat(labels.confidence()).containsExactly(666_667, 1_000_000);
    }
  }

  @Test
  void aWithdrawalAfterTheNumberedEventComesTooLate() {
    try (Scene scene = scene("aggregation: {method: majority}\n")) {
      scene.withdrawn(1, 17, 0, 4, "B>>");
      int judged = scene.lastSeq(1) - 1;
      scene.write();
      LabelColumns labels =
          aggregation(scene).aggregateBatch(new Chunk("scene", 1, 0, 2), "he", judged);
      assertThat(labels.confidence()).containsExactly(500_000, 1_000_000);
    }
  }

  @Test
  void whatIsVoidedAfterTheBatchIsSealedIsLeftOutAtTheEnd() {
    try (Scene scene = scene("aggregation: {method: majority}\n")) {
      scene.voidedLater(1, 11, 0, 1);
      scene.voidedLater(1, 12, 0, 2);
      scene.voidedLater(1, 16, 1, 4);
      scene.write();
      AggregationActivitiesImpl aggregation = aggregation(scene);
      assertThat(aggregation.aggregateBatch(new Chunk("scene", 1, 0, 2), "he", 6).labels())
          .as("at its number nothing was voided")
          .isEqualTo("13");
      scene.finished(1);

      aggregation.aggregateCampaign("scene");

      assertThat(new Labels(scene.database.jdbi()).ofBatch(scene.campaign(), 1))
          .extracting(SettledLabel::preference, SettledLabel::decidedBy, SettledLabel::judgments)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(PreferenceLabel.B_BETTER, Decider.HUMAN, 1),
              org.assertj.core.groups.Tuple.tuple(PreferenceLabel.TIE, Decider.FALLBACK, 1));
    }
  }

  @Test
  void theDigestDependsOnTheEvidenceAndNotOnTheOrderOfItsRows() {
    List<String> digests =
        IntStream.range(0, 3)
            .mapToObj(
                seed -> {
                  try (Scene scene = scene("")) {
                    scene.writeShuffled(seed);
                    return aggregation(scene)
                        .aggregateBatch(new Chunk("scene", 1, 0, 2), "he", 6)
                        .digest();
                  }
                })
            .toList();
    assertThat(digests).containsOnly(digests.getFirst());
    try (Scene scene = scene("")) {
      scene.judged(1, 20, 0, "review", 5, "A>");
      scene.write();
      assertThat(aggregation(scene).aggregateBatch(new Chunk("scene", 1, 0, 2), "he", 7).digest())
          .isNotEqualTo(digests.getFirst());
    }
  }

  @Test
  void theCampaignWeighsByAllItsBatches() {
    try (Scene scene = scene("aggregation: {method: weighted}\n")) {
      // In the second batch person 1, who was right in the first, is alone against everyone.
      for (int pair = 2; pair <= 3; pair++) {
        scene.judged(2, 30L + pair, pair, "review", 1, "B>");
        scene.judged(2, 40L + pair, pair, "review", 2, "A>");
        scene.judged(2, 50L + pair, pair, "review", 3, "A>");
      }
      scene.write();
      AggregationActivitiesImpl aggregation = aggregation(scene);
      int before = aggregation.aggregateBatch(new Chunk("scene", 1, 0, 2), "he", 6).confidence()[0];
      aggregation.aggregateBatch(new Chunk("scene", 2, 2, 2), "hh", 6);
      scene.finished(1);
      scene.finished(2);
      Aggregated aggregated = aggregation.aggregateCampaign("scene");
      assertThat(aggregated.method()).isEqualTo("weighted");
      Labels labels = new Labels(scene.database.jdbi());
      assertThat(labels.ofBatch(scene.campaign(), 1).getFirst().confidence()).isLessThan(before);
      assertThat(labels.ofBatch(scene.campaign(), 2)).hasSize(2);
      assertThat(aggregation.aggregateCampaign("scene")).isEqualTo(aggregated);
    }
  }

  @Test
  void autoSaysWhatItChoseAndGivesPosteriors() {
    try (Scene scene = scene("")) {
      scene.write();
      AggregationActivitiesImpl aggregation = aggregation(scene);
      aggregation.aggregateBatch(new Chunk("scene", 1, 0, 2), "he", 6);
      scene.finished(1);
      Aggregated aggregated = aggregation.aggregateCampaign("scene");
      assertThat(aggregated.why()).startsWith("auto: ");
      SettledLabel first =
          new Labels(scene.database.jdbi()).ofBatch(scene.campaign(), 1).getFirst();
      assertThat(first.preference()).isEqualTo(PreferenceLabel.A_BETTER);
      assertThat(first.confidence()).isBetween(500_001, 1_000_000);
    }
  }
}
