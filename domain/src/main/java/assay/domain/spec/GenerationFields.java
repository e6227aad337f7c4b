package assay.domain.spec;

import assay.domain.spec.CampaignSpec.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The field {@code generation}: how pairs come from prompts. */
final class GenerationFields {
  private GenerationFields() {}

  static CampaignSpec.Generation read(
      SpecNode root, CampaignSpec.Input input, Map<String, CampaignSpec.Model> models) {
    boolean given = root.has("generation");
    SpecNode node = root.child("generation");
    List<String> used = node.texts("models");
    used.forEach(m -> ModelFields.require(node, "models", m, models));
    Strategy strategy = used.size() >= 2 ? Strategy.DIVERSE_MODELS : Strategy.TEMPERATURE_DIVERSITY;
    String written = node.text("strategy", "auto");
    switch (written) {
      case "auto" -> {}
      case "diverse_models" -> strategy = Strategy.DIVERSE_MODELS;
      case "temperature_diversity" -> strategy = Strategy.TEMPERATURE_DIVERSITY;
      case "best_of_n", "rejection_sampling" ->
          node.problem(
              "strategy",
              written + " is not available yet; use diverse_models or temperature_diversity");
      default ->
          node.problem(
              "strategy",
              "must be one of auto, diverse_models, temperature_diversity, best_of_n,"
                  + " rejection_sampling, not '"
                  + written
                  + "'");
    }
    if (input.prompts() != null && (!given || used.isEmpty())) {
      root.problem(
          "generation", "is required with input.prompts: generation.models names who answers them");
    }
    if (strategy == Strategy.DIVERSE_MODELS && given && used.stream().distinct().count() < 2) {
      node.problem(
          "models",
          "diverse_models needs two different models; name a second one or use"
              + " temperature_diversity");
    }
    List<Double> temperatures = temperatures(node);
    node.notYet("n", "best_of_n", "8");
    CampaignSpec.Generation generation =
        new CampaignSpec.Generation(
            used,
            strategy,
            node.number("temperature", 0.7, 0, 2),
            temperatures,
            node.integer("max_tokens", 512, 1, 1_000_000));
    node.rejectUnknown();
    return generation;
  }

  private static List<Double> temperatures(SpecNode node) {
    List<Double> temperatures = new ArrayList<>();
    for (String text : node.texts("temperatures")) {
      try {
        temperatures.add(Double.valueOf(text));
      } catch (NumberFormatException e) {
        node.problem(
            "temperatures",
            "must be two numbers from 0 to 2, such as [0.3, 1.0], not '" + text + "'");
      }
    }
    if (temperatures.isEmpty()) {
      return List.of(0.3, 1.0);
    }
    if (temperatures.size() != 2 || temperatures.stream().anyMatch(t -> !(t >= 0 && t <= 2))) {
      node.problem("temperatures", "must be two numbers from 0 to 2, such as [0.3, 1.0]");
    }
    return temperatures;
  }
}
