package assay.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.policy.CanarySchedule.Taken;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanaryScheduleTest {
  private static CampaignSpec spec(String prelabel) {
    return Evidence.spec(
        "models: {j: {url: 'http://127.0.0.1:1/v1'}}\nprelabel: {judges: [j], " + prelabel + "}\n");
  }

  private static final CampaignSpec SPEC = spec("canary: 20, canary_every: 10");

  @Test
  void theBatchsNumberSaysWhetherALookIsDue() {
    assertThat(CanarySchedule.due(SPEC, List.of(), 1)).isTrue();
    List<Taken> one = List.of(new Taken(1, false));
    assertThat(IntStream.rangeClosed(1, 30).filter(b -> CanarySchedule.due(SPEC, one, b)))
        .containsExactly(11, 21);
    // A campaign that begins again with a batch that had opened before.
    assertThat(CanarySchedule.due(SPEC, List.of(new Taken(1, false), new Taken(11, false)), 11))
        .isFalse();
  }

  @Test
  void aReferenceCountsThreeTimesInWhatItWillCost() {
    CampaignSpec spec =
        Evidence.spec(
            "models: {j: {url: 'http://127.0.0.1:1/v1'}}\n"
                + "prelabel: {judges: [j], canary: 20, canary_every: 10}\nbatch: {size: 50}\n");
    // 21 batches: before the 1st, 11th and 21st.
    assertThat(CanarySchedule.questions(spec, 1001, 500)).isEqualTo(20 * (3 + 1 + 1));
    assertThat(CanarySchedule.questions(spec, 500, 7)).isEqualTo(7 * 3);
    assertThat(CanarySchedule.questions(Evidence.spec(""), 1001, 500)).isZero();
  }

  @Test
  void nothingIsDueWithoutACanary() {
    assertThat(CanarySchedule.due(spec("canary: 0"), List.of(), 1)).isFalse();
    assertThat(CanarySchedule.due(Evidence.spec("prelabel: {canary: 20}\n"), List.of(), 1))
        .isFalse();
  }

  @Test
  void aChangeAsksForANewReferenceAndBeginsAnEpoch() {
    List<Taken> changed = List.of(new Taken(1, false), new Taken(11, false), new Taken(21, true));
    assertThat(CanarySchedule.due(SPEC, changed, 21)).isTrue();
    List<Integer> epochs = CanarySchedule.epochs(changed);
    assertThat(epochs).containsExactly(1, 21);
    assertThat(CanarySchedule.epoch(epochs, 20)).isEqualTo(1);
    assertThat(CanarySchedule.epoch(epochs, 21)).isEqualTo(21);
    assertThat(CanarySchedule.epoch(epochs, 99)).isEqualTo(21);
    assertThat(CanarySchedule.versions(changed))
        .containsExactly(
            new CanarySchedule.Batches(1, 10), new CanarySchedule.Batches(21, Integer.MAX_VALUE));
    assertThat(CanarySchedule.versions(List.of(new Taken(1, false))))
        .containsExactly(new CanarySchedule.Batches(1, Integer.MAX_VALUE));
  }

  @Test
  void whatWasOpenedSinceTheLastGoodLookIsJudgedAgainAfterThePlannedBatches() {
    List<Taken> once = List.of(new Taken(1, false), new Taken(3, false), new Taken(5, true));
    assertThat(CanarySchedule.again(once, 6))
        .containsExactly(
            new CanarySchedule.Again(7, 3, 3, 3), new CanarySchedule.Again(8, 4, 4, 3));
    assertThat(CanarySchedule.again(once.subList(0, 2), 6)).isEmpty();
    // A judge that changes again, while the first of these is open.
    List<Taken> twice = new ArrayList<>(once);
    twice.add(new Taken(5, false));
    twice.add(new Taken(7, false));
    twice.add(new Taken(8, true));
    assertThat(CanarySchedule.again(twice, 6))
        .containsExactly(
            new CanarySchedule.Again(7, 3, 3, 3),
            new CanarySchedule.Again(8, 4, 4, 3),
            new CanarySchedule.Again(9, 7, 3, 6));
  }
}
