package assay.activities.store;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Decider;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.policy.EarlierCheck;
import assay.domain.policy.SettledLabel;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RejudgingTest {
  private static final Verdict SURE =
      new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.A_BETTER, 950_000, 900_000);

  /** Pairs decided by the judges, by a check that counts, by one that was voided, by people. */
  private static Scene scene() {
    Scene scene =
        Scene.of(
            """
            models: {j: {url: "http://127.0.0.1:1/v1"}, k: {url: "http://127.0.0.1:1/v1"}}
            prelabel: {judges: [j, k]}
            """,
            IntStream.range(0, 4).mapToObj(i -> Scene.pair(i, "a", "b")).toList());
    List<Decider> deciders =
        List.of(Decider.AI, Decider.SPOT_CHECK, Decider.SPOT_CHECK, Decider.HUMAN);
    for (int pair = 0; pair < 4; pair++) {
      scene.verdict(pair, PreferenceLabel.A_BETTER, 950_000, 900_000);
      for (String judge : List.of("j", "k")) {
        new JudgeVerdicts(scene.database.jdbi()).keep(1, judge, Map.of(pair, SURE));
      }
    }
    scene.judged(1, 11, 1, "spot_check", 1, "A>");
    scene.judged(1, 12, 2, "spot_check", 2, "A>");
    scene.judged(1, 13, 3, "review", 3, "A>");
    scene.write().sql("update lease set counted = false, why = 'voided' where number = 12");
    new Labels(scene.database.jdbi())
        .save(
            1,
            1,
            IntStream.range(0, 4)
                .mapToObj(
                    pair ->
                        new SettledLabel(
                            pair,
                            PreferenceLabel.A_BETTER,
                            950_000,
                            900_000,
                            deciders.get(pair),
                            Map.of()))
                .toList());
    scene.finished(1);
    return scene;
  }

  private static long count(Scene scene, String sql) {
    return scene.database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void whatTheJudgesHadDecidedAloneIsSetAsideOnce() {
    try (Scene scene = scene()) {
      Rejudging rejudging = new Rejudging(scene.database.jdbi());
      assertThat(rejudging.decidedAlone(1, 1)).containsExactly(0, 1, 2);
      assertThat(rejudging.begun(1, 2)).isFalse();
      for (int time = 0; time < 2; time++) {
        rejudging.setAside(1, 2, 1, 0, 4, List.of("j"));
        assertThat(rejudging.begun(1, 2)).isTrue();
        assertThat(rejudging.of(1, 2))
            .isEqualTo(Map.of(0, EarlierCheck.NEVER, 1, EarlierCheck.TOLD, 2, EarlierCheck.VOID));
        // The check that counts is told to the new batch, and the labels are still there.
        assertThat(count(scene, "select lease from event where batch = 2")).isEqualTo(11);
        assertThat(count(scene, "select count(*) from label where label = 'A>'")).isEqualTo(4);
      }
      assertThat(count(scene, "select ix from verdict")).isEqualTo(3);
      assertThat(new JudgeVerdicts(scene.database.jdbi()).load(1, 0, 4))
          .containsEntry(0, Map.of("k", SURE))
          .containsEntry(3, Map.of("j", SURE, "k", SURE));
      assertThat(
              count(
                  scene,
                  "select count(*) from rejudged where verdict like '%950000%'"
                      + " and json_array_length(cast(said as json)) = 2 and judges = '{j}'"))
          .isEqualTo(3);
      assertThat(new Progress(scene.database.jdbi()).phases(1))
          .isEqualTo(Map.of("done", 1L, "planned", 3L));
      assertThat(rejudging.of(1, 1)).isEmpty();
    }
  }
}
