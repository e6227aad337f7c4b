package assay.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.spec.CampaignSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawTest {
  @Test
  void theSameKeyGivesTheSameNumberForEver() {
    // sha256("7|spot_check|pair-1") begins with these 53 bits.
    assertThat(Draw.uniform(7, "spot_check", "pair-1")).isEqualTo(0.9461896871046273);
    assertThat(Draw.uniform(7, "spot_check", "pair-1"))
        .isNotEqualTo(Draw.uniform(8, "spot_check", "pair-1"));
  }

  @Test
  void drawsAreSpreadEvenly() {
    double mean =
        IntStream.range(0, 10_000)
            .mapToDouble(i -> Draw.uniform(1, "x", "k" + i))
            .average()
            .orElse(0);
    assertThat(mean).isCloseTo(0.5, within(0.02));
    assertThat(IntStream.range(0, 1000).map(i -> Draw.below(3, 1, "y", "k" + i)).distinct().count())
        .isEqualTo(3);
  }

  @Test
  void spotChecksAreDrawnAtTheirShare() {
    var spec = Evidence.spec("prelabel: {spot_check: 0.05, calibration: none}");
    Verdict sure = new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.TIE, 900_000, 0);
    long checked =
        IntStream.range(0, 10_000)
            .filter(i -> Route.of(spec, null, "p" + i, sure) == Route.SPOT_CHECK)
            .count();
    assertThat(checked).isBetween(430L, 570L);
    Verdict unsure = new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.TIE, 899_999, 0);
    assertThat(Route.of(spec, null, "p", unsure)).isEqualTo(Route.PEOPLE);
    assertThat(Route.of(spec, null, "p", Verdict.UNPARSABLE)).isEqualTo(Route.PEOPLE);
  }

  @Test
  void aPairThatIsJudgedAgainIsDrawnAnewUnlessAPersonHasSpoken() {
    CampaignSpec spec =
        Evidence.spec(
            "models: {j: {url: 'http://127.0.0.1:1/v1'}}\n"
                + "prelabel: {judges: [j], calibration: none, spot_check: 0.1}\n");
    Verdict sure = new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.A_BETTER, 950_000, 900_000);
    Verdict unsure =
        new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.A_BETTER, 600_000, 900_000);
    List<Integer> first =
        IntStream.range(0, 5000)
            .filter(i -> Route.of(spec, null, "p" + i, sure) == Route.SPOT_CHECK)
            .boxed()
            .toList();
    List<Integer> again =
        IntStream.range(0, 5000)
            .filter(
                i ->
                    Route.again(spec, null, "p" + i, sure, 41, EarlierCheck.NEVER)
                        == Route.SPOT_CHECK)
            .boxed()
            .toList();
    assertThat(again).hasSizeBetween(430, 570);
    // Another draw: a tenth of the tenth is drawn both times.
    assertThat(again.stream().filter(first::contains).count()).isBetween(25L, 75L);
    assertThat(Route.again(spec, null, "p", sure, 41, EarlierCheck.TOLD))
        .isEqualTo(Route.SPOT_CHECK);
    assertThat(Route.again(spec, null, "p", sure, 41, EarlierCheck.VOID)).isEqualTo(Route.PEOPLE);
    assertThat(Route.again(spec, null, "p", unsure, 41, EarlierCheck.TOLD)).isEqualTo(Route.PEOPLE);
  }
}
