package assay.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
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
            new Estimate.Size(100, 20, 40_000));

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
        "generation: {models: [m]} ~ 200 ~ 200",
        "generation: {models: [m], strategy: best_of_n, scoring: {judge: m}} ~ 1600 ~ 1600",
        "generation: {models: [m], strategy: best_of_n, n: 3, scoring: {url: 'http://h/s'}} ~ 600 ~"
            + " 600",
        "generation: {models: [m], strategy: rejection_sampling, scoring: {judge: m}} ~ 400 ~ 1600",
        "generation: {models: [m]}\\nprelabel: {judges: [m], samples: 3} ~ 800 ~ 800",
      })
  void callsToModelsFollowTheStrategyAndTheSamples(String fields, long least, long most)
      throws InvalidInput {
    Estimate estimate =
        Estimate.of(
            SpecReader.read(
                    "spec.yaml",
                    "campaign: c\ninput: {prompts: p.jsonl}\nmodels: {m: {url: 'http://h/v1'}}\n"
                        + fields.strip().replace("\\n", "\n"))
                .spec(),
            new Estimate.Size(100, 0, 40_000));

    assertThat(estimate.calls().least()).isEqualTo(least);
    assertThat(estimate.calls().most()).isEqualTo(most);
  }
}
