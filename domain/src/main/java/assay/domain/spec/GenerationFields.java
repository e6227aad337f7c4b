package assay.domain.spec;

import assay.domain.spec.CampaignSpec.Scoring;
import assay.domain.spec.CampaignSpec.Strategy;
import assay.domain.spec.CampaignSpec.VerdictForm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The field {@code generation}: how pairs come from prompts. */
final class GenerationFields {
  private static final String STRATEGIES =
      "auto, diverse_models, temperature_diversity, best_of_n, rejection_sampling";

  /** Of ten; with an endpoint the scale is the endpoint's own, and so is the limit. */
  private static final double ACCEPT_SCORE = 7;

  private GenerationFields() {}

  /**
   * @param judges the pre-labelling judges; the first of them scores when nothing else is named
   */
  static CampaignSpec.Generation read(
      SpecNode root,
      CampaignSpec.Input input,
      Map<String, CampaignSpec.Model> models,
      List<String> judges) {
    boolean given = root.has("generation");
    SpecNode node = root.child("generation");
    List<String> used = node.texts("models");
    used.forEach(m -> ModelFields.require(node, "models", m, models));
    Strategy strategy = strategy(node, used);
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
    Scoring scoring = scoring(node, strategy, models, judges);
    CampaignSpec.Generation generation =
        new CampaignSpec.Generation(
            used,
            strategy,
            node.number("temperature", strategy == Strategy.BEST_OF_N ? 0.8 : 0.7, 0, 2),
            temperatures(node),
            node.integer("max_tokens", 512, 1, 1_000_000),
            node.integer("n", 8, 2, 64),
            node.integer("regenerate", 2, 0, 10),
            scoring,
            acceptScore(node, strategy, scoring),
            node.integer("max_tries", 8, 2, 64));
    node.rejectUnknown();
    return generation;
  }

  private static Strategy strategy(SpecNode node, List<String> used) {
    Strategy auto = used.size() >= 2 ? Strategy.DIVERSE_MODELS : Strategy.TEMPERATURE_DIVERSITY;
    String written = node.text("strategy", "auto");
    return switch (written) {
      case "auto" -> auto;
      case "diverse_models" -> Strategy.DIVERSE_MODELS;
      case "temperature_diversity" -> Strategy.TEMPERATURE_DIVERSITY;
      case "best_of_n" -> Strategy.BEST_OF_N;
      case "rejection_sampling" -> Strategy.REJECTION_SAMPLING;
      default -> {
        node.problem("strategy", "must be one of " + STRATEGIES + ", not '" + written + "'");
        yield auto;
      }
    };
  }

  private static @Nullable Scoring scoring(
      SpecNode node,
      Strategy strategy,
      Map<String, CampaignSpec.Model> models,
      List<String> judges) {
    boolean needed = strategy == Strategy.BEST_OF_N || strategy == Strategy.REJECTION_SAMPLING;
    if (!node.has("scoring")) {
      node.child("scoring");
      if (needed && judges.isEmpty()) {
        node.problem(
            "strategy",
            "this strategy needs scores: give scoring as {judge: NAME} (a model that scores by the"
                + " rubric) or {url: ADDRESS} (an endpoint that scores)");
      }
      return needed && !judges.isEmpty() ? new Scoring(judges.getFirst(), null) : null;
    }
    SpecNode written = node.child("scoring");
    if (written.has("judge") == written.has("url")) {
      node.problem("scoring", "must have either judge (a name under models) or url (an endpoint)");
    }
    Scoring scoring = written.has("url") ? endpoint(written) : judge(written, models);
    written.rejectUnknown();
    return needed ? scoring : null;
  }

  private static @Nullable Scoring judge(SpecNode node, Map<String, CampaignSpec.Model> models) {
    String judge = node.text("judge");
    if (judge == null) {
      return null;
    }
    ModelFields.require(node, "judge", judge, models);
    return new Scoring(judge, null);
  }

  private static Scoring endpoint(SpecNode node) {
    String url = node.text("url", "");
    if (!ModelFields.isHttp(url)) {
      node.problem(
          "url",
          "must be the address that takes {prompt, response}, such as"
              + " http://127.0.0.1:8090/score, not '"
              + url
              + "'");
    }
    node.text("judge");
    return new Scoring(
        null,
        new CampaignSpec.Model(
            url,
            "scoring",
            CampaignSpec.Api.SCORE,
            node.text("api_key_env", ""),
            "",
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            node.integer("max_concurrent", 8, 1, 1024),
            0,
            0,
            node.duration("timeout", "60s"),
            node.duration("give_up_after", "10m"),
            null,
            VerdictForm.TEXT));
  }

  private static double acceptScore(SpecNode node, Strategy strategy, @Nullable Scoring scoring) {
    boolean ownScale = scoring != null && scoring.endpoint() != null;
    if (strategy == Strategy.REJECTION_SAMPLING && ownScale && !node.has("accept_score")) {
      node.problem(
          "accept_score",
          "is required with scoring.url: the least score of that endpoint that is accepted");
    }
    double most = ownScale ? 1e9 : 10;
    return node.number("accept_score", ACCEPT_SCORE, ownScale ? -1e9 : 1, most);
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
