package assay.domain.generation;

import assay.domain.policy.Draw;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Who answers a prompt, at which temperature, and which of the two answers is stored as A.
 *
 * <p>Where candidates are scored, one model writes them all, and the first is the better.
 *
 * <p>All of it follows from (seed, index, id). Sources are dealt in rounds, each a fresh
 * permutation of all of them, so that every pair of models (or every model) answers equally often.
 * The side is drawn: a position must not tell the model or the temperature.
 */
public record ResponsePlan(Source first, Source second, boolean firstIsA) {

  /**
   * @param model its name in the spec
   */
  public record Source(String model, double temperature) {}

  /**
   * @param index the prompt's place in the campaign
   * @param id the prompt's name in the input
   */
  public static ResponsePlan of(CampaignSpec spec, int index, String id) {
    CampaignSpec.Generation generation = spec.generation();
    List<String> models = generation.models().stream().distinct().toList();
    boolean firstIsA = Draw.below(2, spec.seed(), "side", id) == 0;
    return switch (generation.strategy()) {
      case DIVERSE_MODELS -> {
        List<String> pair = dealt(pairs(models), spec.seed(), index);
        double temperature = generation.temperature();
        yield new ResponsePlan(
            new Source(pair.getFirst(), temperature),
            new Source(pair.getLast(), temperature),
            firstIsA);
      }
      case TEMPERATURE_DIVERSITY -> {
        String model = dealt(models, spec.seed(), index);
        yield new ResponsePlan(
            new Source(model, generation.temperatures().getFirst()),
            new Source(model, generation.temperatures().getLast()),
            firstIsA);
      }
      case BEST_OF_N, REJECTION_SAMPLING -> {
        Source source = new Source(dealt(models, spec.seed(), index), generation.temperature());
        yield new ResponsePlan(source, source, firstIsA);
      }
    };
  }

  private static List<List<String>> pairs(List<String> models) {
    List<List<String>> pairs = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      for (int j = i + 1; j < models.size(); j++) {
        pairs.add(List.of(models.get(i), models.get(j)));
      }
    }
    return pairs;
  }

  private static <T> T dealt(List<T> sources, long seed, int index) {
    int round = index / sources.size();
    List<T> deck = new ArrayList<>(sources);
    for (int i = deck.size() - 1; i > 0; i--) {
      int j = Draw.below(i + 1, seed, "sources", round + "/" + i);
      T moved = deck.set(i, deck.get(j));
      deck.set(j, moved);
    }
    return deck.get(index % sources.size());
  }
}
