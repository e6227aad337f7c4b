package assay.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

  @Test
  void bonusesAndRepeatedItemsAreCounted() throws InvalidInput {
    Estimate estimate =
        Estimate.of(
            SpecReader.read(
                    "spec.yaml",
                    "campaign: c\ninput: {pairs: p.jsonl}\n"
                        + "review: {redundancy: 1, gold_fraction: 0.1, pay_usd: 0.1,"
                        + " bonus: {after: 10, usd: 0.5}}\nquality: {repeat_fraction: 0.1}\n")
                .spec(),
            new Estimate.Size(100, 20, 40_000, 0));

    assertThat(estimate.gold().expected()).isEqualTo(25);
    assertThat(estimate.peopleUsd().expected()).isEqualByComparingTo("18.75");
    assertThat(estimate.assumptions())
        .contains(
            "items that a person is shown again are counted with the gold questions",
            "every judgment earns its share of a bonus");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "generation: {models: [m]} ~ 200 ~ 263",
        "generation: {models: [m], strategy: best_of_n, scoring: {judge: m}} ~ 1600 ~ 2100",
        "generation: {models: [m], strategy: best_of_n, n: 3, scoring: {url: 'http://h/s'}} ~ 600 ~"
            + " 788",
        "generation: {models: [m], strategy: rejection_sampling, scoring: {judge: m}} ~ 400 ~ 2100",
        "generation: {models: [m]}\\nprelabel: {judges: [m], samples: 3} ~ 800 ~ 863",
      })
  void callsToModelsFollowTheStrategyAndTheSamples(String fields, long least, long most)
      throws InvalidInput {
    Estimate estimate =
        estimate(
            "input: {prompts: p.jsonl}\n" + fields.strip().replace("\\n", "\n"),
            new Estimate.Size(100, 0, 40_000, 3));

    assertThat(estimate.calls().least()).isEqualTo(least);
    assertThat(estimate.calls().most()).isEqualTo(most);
  }

  private static Estimate estimate(String fields, Estimate.Size size) throws InvalidInput {
    return Estimate.of(
        SpecReader.read(
                "spec.yaml",
                "campaign: c\nmodels: {m: {url: 'http://h/v1', usd_per_million_input: 1}, f: {url:"
                    + " 'http://h/v1', lane: batch, batch_discount: 0.4, usd_per_million_input: 1}}\n"
                    + fields)
            .spec(),
        size);
  }

  @Test
  void filesCostTheirDiscountLessUnlessNothingIsAnsweredByFile() throws InvalidInput {
    Estimate.Size size = new Estimate.Size(10_000, 0, 4_000_000, 3);
    String judge = "input: {pairs: p.jsonl}\nprelabel: {judges: [%s]}\n";
    Range<BigDecimal> calls = estimate(judge.formatted("m"), size).modelsUsd();
    Estimate files = estimate(judge.formatted("f"), size);
    // 20,000 calls of 100 + 300 tokens
    assertThat(calls).isEqualTo(new Range<>(usd("8.00"), usd("8.00"), usd("8.00")));
    assertThat(files.modelsUsd()).isEqualTo(new Range<>(usd("4.80"), usd("4.80"), usd("8.00")));
    assertThat(files.assumptions())
        .contains("files are answered at their discount, or else nothing is answered by file");
  }

  @Test
  void everyVerdictIsAcceptedWhereNothingIsAskedOfIt() throws InvalidInput {
    Estimate estimate =
        estimate(
            "input: {pairs: p.jsonl}\n"
                + "prelabel: {judges: [m], calibration: none, accept_confidence: 0, spot_check: 0}\n",
            new Estimate.Size(1_000, 0, 400_000, 3));
    assertThat(estimate.review()).isEqualTo(new Range<>(0L, 60L, 300L));
    assertThat(estimate.spotChecks()).isEqualTo(new Range<>(0L, 0L, 0L));
    assertThat(estimate.assumptions().getFirst())
        .isEqualTo(
            "the judges settle all pairs, 98 % or 90 %: every verdict is accepted, and the other"
                + " pairs have none");
  }

  @Test
  void spotChecksRunFromLeastToMost() throws InvalidInput {
    Estimate estimate =
        estimate(
            "input: {pairs: p.jsonl}\nprelabel: {judges: [m], spot_check: 0.1}\n",
            new Estimate.Size(1_000, 0, 400_000, 3));
    assertThat(estimate.spotChecks()).isEqualTo(new Range<>(0L, 40L, 64L));
    assertThat(EstimateTable.of(estimate))
        .contains("  spot checks                       0             40             64\n");
  }

  private static BigDecimal usd(String text) {
    return new BigDecimal(text);
  }

  @Test
  void newcomersGoldIsPaidForEveryPerson() throws InvalidInput {
    String people = "input: {pairs: p.jsonl}\nquality: {rule: %s}\n";
    Estimate.Size size = new Estimate.Size(1_000, 50, 400_000, 10);
    Range<Long> usual = estimate(people.formatted("threshold"), size).gold();
    Estimate sequential = estimate(people.formatted("sequential"), size);
    // A tenth of all that people see.
    assertThat(usual.least()).isEqualTo(334);
    // Six questions of ten people who are always right, less what they would have seen anyway.
    assertThat(sequential.gold().least()).isEqualTo(393);
    assertThat(sequential.gold().expected() - usual.expected()).isBetween(85L, 105L);
    assertThat(sequential.gold().most() - usual.most()).isEqualTo(195);
    assertThat(sequential.assumptions())
        .contains(
            "each of 10 people answers 6, 10 or 20 gold questions before the test knows them");
    // Two pairs have no room for so many.
    assertThat(
            estimate(people.formatted("sequential"), new Estimate.Size(2, 50, 800, 10))
                .gold()
                .most())
        .isEqualTo(34);
    // Too few questions for the test to stop anybody.
    assertThat(
            estimate(people.formatted("sequential"), new Estimate.Size(1_000, 2, 400_000, 10))
                .gold()
                .least())
        .isEqualTo(334);
  }
}
