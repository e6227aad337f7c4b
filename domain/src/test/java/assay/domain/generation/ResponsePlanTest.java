package assay.domain.generation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.generation.ResponsePlan.Source;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResponsePlanTest {

  @Test
  void everyPairOfModelsAnswersEquallyOften() throws InvalidInput {
    CampaignSpec spec = spec("{models: [a, b, c]}", 7);
    Map<Set<String>, Integer> seen = new HashMap<>();
    int firstIsA = 0;
    for (int ix = 0; ix < 3_000; ix++) {
      ResponsePlan plan = ResponsePlan.of(spec, ix, "p" + ix);
      seen.merge(Set.of(plan.first().model(), plan.second().model()), 1, Integer::sum);
      firstIsA += plan.firstIsA() ? 1 : 0;
      assertThat(plan.first().temperature()).isEqualTo(plan.second().temperature()).isEqualTo(0.7);
    }

    assertThat(seen)
        .containsOnly(
            Map.entry(Set.of("a", "b"), 1_000),
            Map.entry(Set.of("a", "c"), 1_000),
            Map.entry(Set.of("b", "c"), 1_000));
    // 4 standard deviations of a fair coin
    assertThat(firstIsA).isBetween(1_390, 1_610);
  }

  @Test
  void oneModelAnswersCoolAndWarmOnADrawnSide() throws InvalidInput {
    CampaignSpec spec = spec("{models: [a]}", 7);
    List<ResponsePlan> plans =
        IntStream.range(0, 1_000).mapToObj(ix -> ResponsePlan.of(spec, ix, "p" + ix)).toList();

    assertThat(plans)
        .allSatisfy(
            plan -> {
              assertThat(plan.first()).isEqualTo(new Source("a", 0.3));
              assertThat(plan.second()).isEqualTo(new Source("a", 1.0));
            });
    assertThat(plans.stream().filter(ResponsePlan::firstIsA).count()).isBetween(436L, 564L);
  }

  @Test
  void theOrderOfModelsDiffersFromRoundToRoundAndWithTheSeed() throws InvalidInput {
    CampaignSpec spec = spec("{models: [a, b, c], strategy: temperature_diversity}", 7);
    List<String> rounds =
        IntStream.range(0, 30)
            .mapToObj(
                r ->
                    IntStream.range(0, 3)
                        .mapToObj(i -> ResponsePlan.of(spec, 3 * r + i, "").first().model())
                        .reduce("", String::concat))
            .toList();

    assertThat(rounds).allSatisfy(round -> assertThat(round.chars().distinct()).hasSize(3));
    assertThat(rounds.stream().distinct().count()).isGreaterThan(3);
    CampaignSpec other = spec("{models: [a, b, c], strategy: temperature_diversity}", 8);
    assertThat(firsts(other)).isNotEqualTo(firsts(spec));
  }

  private static List<Source> firsts(CampaignSpec spec) {
    return IntStream.range(0, 90).mapToObj(ix -> ResponsePlan.of(spec, ix, "").first()).toList();
  }

  private static CampaignSpec spec(String generation, long seed) throws InvalidInput {
    return SpecReader.read(
            "spec.yaml",
            """
            campaign: test
            input: {prompts: prompts.jsonl}
            models:
              a: {url: "http://127.0.0.1:1/v1"}
              b: {url: "http://127.0.0.1:1/v1"}
              c: {url: "http://127.0.0.1:1/v1"}
            generation: %s
            seed: %d
            """
                .formatted(generation, seed))
        .spec();
  }
}
