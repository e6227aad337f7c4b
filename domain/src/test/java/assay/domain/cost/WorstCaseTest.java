package assay.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import java.math.BigDecimal;
import java.util.List;
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
  void byTheHourTheLongestTimeIsReserved() throws InvalidInput {
    CampaignSpec spec =
        spec(
            "review: {redundancy: 1, gold_fraction: 0, pay: per_hour, pay_usd: 30, max_seconds: 120}\n"
                + "escalation: {redundancy: 1, pay_usd: 60}");
    assertThat(WorstCase.people(spec, 10)).isEqualByComparingTo("30");
  }

  @Test
  void eachJudgmentHasItsShareOfABonus() throws InvalidInput {
    CampaignSpec spec =
        spec(
            "review: {redundancy: 3, gold_fraction: 0, bonus: {after: 7, usd: 1}}\n"
                + "escalation: {redundancy: 1}");
    assertThat(WorstCase.bonuses(spec, 10, 0)).isEqualByComparingTo("5.7142857143");
    assertThat(WorstCase.bonuses(spec, 14)).isEqualByComparingTo("2");
    assertThat(WorstCase.bonuses(spec("review: {redundancy: 3}"), 10, 0)).isZero();
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

  @Test
  void judgingReservesEveryOrderSampleJudgeAndReminder() throws InvalidInput {
    CampaignSpec spec =
        spec(
            "models: {a: {url: 'http://h/v1', usd_per_million_input: 1, usd_per_million_output: 2},"
                + " b: {url: 'http://h/v1'}}\n"
                + "rubric: {x: 1}\n"
                + "prelabel: {judges: [a, b], samples: 3, max_tokens: 100}");
    Pair pair = new Pair(0, "p", Prompt.ofText("1234"), "é", "56", null, 0, null, null);
    // 2 orders x 3 samples x 2 attempts; 2,000 + rubric 1 + prompt 4 + 16 + 2 bytes + 2 bytes in.
    assertThat(WorstCalls.judging(spec, List.of(pair)))
        .isEqualByComparingTo(new BigDecimal(12 * (2_025 + 200)).movePointLeft(6));
  }

  @Test
  void generatingReservesEveryRoundOfTheDearestModelAndTheScores() throws InvalidInput {
    CampaignSpec spec =
        SpecReader.read(
                "s",
                "campaign: c\n"
                    + "input: {prompts: p.jsonl}\n"
                    + "models: {cheap: {url: 'http://h/v1', usd_per_million_output: 1}, dear: {url:"
                    + " 'http://h/v1', usd_per_million_output: 10}, judge: {url: 'http://h/v1',"
                    + " usd_per_million_output: 100}}\n"
                    + "prelabel: {max_tokens: 50}\n"
                    + "generation: {models: [cheap, dear], strategy: best_of_n, n: 4, max_tokens:"
                    + " 20, regenerate: 1, scoring: {judge: judge}}")
            .spec();
    Pair prompt = new Pair(0, "p", Prompt.ofText("1"), null, null, null, 0, null, null);
    // 8 responses of 20 tokens at $10, each scored up to twice with 50 tokens at $100 a million.
    assertThat(WorstCalls.generating(spec, List.of(prompt)))
        .isEqualByComparingTo(new BigDecimal(8 * 20 * 10 + 16 * 50 * 100).movePointLeft(6));
  }
}
