package assay.domain.policy;

import static assay.domain.policy.Evidence.spec;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.spec.CampaignSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GoldPolicyTest {
  private static final int PEOPLE = 20_000;
  private static final int MOST_LABELS_LEFT = 3;

  /** The share of simulated people of this accuracy who are paused within so many labels. */
  private static double paused(CampaignSpec spec, int pool, double accuracy, int labels, int seed) {
    Random random = new Random(seed);
    int paused = 0;
    for (int person = 0; person < PEOPLE; person++) {
      int seen = 0;
      int right = 0;
      int left = 0;
      for (int label = 1; label <= labels; label++) {
        if (seen < pool && random.nextDouble() < GoldPolicy.share(spec, pool, seen, right)) {
          seen++;
          right += random.nextDouble() < accuracy ? 1 : 0;
          if (left == 0 && GoldPolicy.stops(spec.quality(), seen, right)) {
            left = 1 + random.nextInt(MOST_LABELS_LEFT);
          }
        }
        if (left > 0 && --left == 0) {
          paused++;
          break;
        }
      }
    }
    return (double) paused / PEOPLE;
  }

  @Test
  void aRandomClickerIsPausedWithinTwentyLabels() {
    assertThat(paused(spec(""), 200, 0.4, 20, 1)).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void anHonestPersonIsHardlyEverPausedHoweverLongTheyWork() {
    assertThat(paused(spec(""), 200, 0.85, 20, 2)).isLessThanOrEqualTo(0.03);
    assertThat(paused(spec(""), 200, 0.85, 1000, 3)).isLessThanOrEqualTo(0.03);
    assertThat(paused(spec(""), 200, 0.9, 1000, 4)).isLessThanOrEqualTo(0.005);
  }

  @Test
  void withoutFrontLoadingTwentyLabelsHoldTooLittleGold() {
    assertThat(paused(spec("quality: {rule: threshold}"), 200, 0.4, 20, 5)).isLessThan(0.1);
  }

  @Test
  void oftenAnHonestPersonIsClearedBySixGoldQuestions() {
    CampaignSpec spec = spec("");
    assertThat(GoldPolicy.share(spec, 50, 0, 0)).isEqualTo(GoldPolicy.FRONT_LOADED);
    assertThat(GoldPolicy.share(spec, 50, 5, 5)).isEqualTo(GoldPolicy.FRONT_LOADED);
    assertThat(GoldPolicy.share(spec, 50, 6, 6)).isEqualTo(0.1);
    assertThat(GoldPolicy.share(spec, 50, 20, 12)).isEqualTo(0.1);
  }

  @Test
  void fewOrNoGoldStopNobody() {
    CampaignSpec spec = spec("");
    assertThat(GoldPolicy.share(spec, 4, 0, 0)).isEqualTo(0.1);
    assertThat(GoldPolicy.stops(spec.quality(), 4, 0)).isFalse();
    assertThat(GoldPolicy.stops(spec.quality(), 5, 0)).isTrue();
    assertThat(GoldPolicy.share(spec("review: {gold_fraction: 0}"), 50, 0, 0)).isZero();
  }

  @Test
  void theThresholdIsAShareOfEnoughAnswers() {
    CampaignSpec.Quality quality =
        spec("quality: {rule: threshold, min_gold: 10, gold_threshold: 0.7}").quality();
    assertThat(GoldPolicy.stops(quality, 9, 0)).isFalse();
    assertThat(GoldPolicy.stops(quality, 10, 7)).isFalse();
    assertThat(GoldPolicy.stops(quality, 10, 6)).isTrue();
  }

  @Test
  void offStopsNobody() {
    assertThat(GoldPolicy.stops(spec("quality: {rule: off}").quality(), 100, 0)).isFalse();
    assertThat(GoldPolicy.share(spec("quality: {rule: false}"), 50, 0, 0)).isEqualTo(0.1);
  }
}
