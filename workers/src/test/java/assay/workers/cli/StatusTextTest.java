package assay.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.measure.quality.GoldQuestion;
import assay.workers.control.CampaignStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatusTextTest {

  @Test
  void whatWasNotWorthComparingIsSaidWhenThereWasAny() {
    Map<String, Long> regenerated = new TreeMap<>(Map.of("empty", 0L, "identical", 2_000L));

    assertThat(StatusText.of(status(regenerated, Map.of("empty", 1L))))
        .isEqualTo(
            """
            campaign     c
            status       running
            phase        batches (generate 3)
            pairs        3, 0 gold questions, 0 settled
            generation   without signal: 2,000 times generated anew (identical 2,000), 1 dropped (empty 1)
            agreement    no pair has two judgments yet
            cost         $0.00: people $0.00 for 0 judgments, models $0.00 for 0 + 0 tokens
            """);
    assertThat(StatusText.of(status(Map.of("empty", 0L), Map.of("empty", 0L))))
        .doesNotContain("generation");
  }

  @Test
  void goldThatIsProbablyWrongIsNamed() {
    assertThat(StatusText.of(status(Map.of(), Map.of(), List.of(new GoldQuestion("g-7", 9, 3, 1)))))
        .contains("check gold   g-7: 3 of 9 right, contested 1 times; its label may be wrong\n");
  }

  private static CampaignStatus status(Map<String, Long> regenerated, Map<String, Long> dropped) {
    return status(regenerated, dropped, List.of());
  }

  private static CampaignStatus status(
      Map<String, Long> regenerated, Map<String, Long> dropped, List<GoldQuestion> suspect) {
    BigDecimal nothing = BigDecimal.ZERO;
    return new CampaignStatus(
        "c",
        "running",
        "",
        "batches",
        new CampaignStatus.Pairs(3, 0, 0, Map.of(), Map.of("generate", 3L)),
        new CampaignStatus.Generation(regenerated, dropped),
        new CampaignStatus.Agreement(null, 0),
        new CampaignStatus.Cost(nothing, nothing, nothing, 0, 0, 0, nothing, nothing),
        new CampaignStatus.Gold(0, 0, suspect),
        null,
        null);
  }
}
