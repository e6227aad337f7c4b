package assay.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import org.junit.jupiter.api.Test;

class WorstCaseTest {
  private static CampaignSpec spec(String yaml) throws InvalidInput {
    return SpecReader.read("s", "campaign: c\ninput: {pairs: p.jsonl}\n" + yaml).spec();
  }

  @Test
  void everyPlaceAndEveryExpertIsPaid() throws InvalidInput {
    CampaignSpec spec =
        spec(
            "review: {redundancy: 3, max_redundancy: 5, gold_fraction: 0, pay_usd: 0.10}\n"
                + "escalation: {redundancy: 2, pay_usd: 1}");
    assertThat(WorstCase.people(spec, 10)).isEqualByComparingTo("25");
    assertThat(WorstCase.people(spec, 0, 10)).isEqualByComparingTo("21");
    assertThat(WorstCase.gold(spec, 10, 0)).isEqualByComparingTo("0");
  }

  @Test
  void goldComesOnTopWithTwiceItsShareAndFiveMore() throws InvalidInput {
    CampaignSpec spec =
        spec(
            "review: {redundancy: 1, gold_fraction: 0.2, pay_usd: 0.5}\n"
                + "escalation: {redundancy: 1, pay_usd: 0}");
    // 100 judgments: 25 gold expected, 55 allowed.
    assertThat(WorstCase.gold(spec, 100, 0)).isEqualByComparingTo("27.5");
    assertThat(WorstCase.people(spec, 100)).isEqualByComparingTo("77.5");
  }
}
