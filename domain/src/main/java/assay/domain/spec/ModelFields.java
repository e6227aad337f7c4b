package assay.domain.spec;

import assay.domain.spec.CampaignSpec.VerdictForm;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The field {@code models}: the endpoints that generate and judge, by name. */
final class ModelFields {
  private ModelFields() {}

  static Map<String, CampaignSpec.Model> read(SpecNode root) {
    SpecNode node = root.child("models");
    Map<String, CampaignSpec.Model> models = new LinkedHashMap<>();
    for (String name : List.copyOf(node.keys())) {
      SpecNode m = node.child(name);
      String url = m.text("url", "");
      if (!isHttp(url)) {
        m.problem(
            "url",
            "must be the endpoint's base, such as http://127.0.0.1:8080/v1"
                + (url.isEmpty() ? "" : ", not '" + url + "'"));
      }
      CampaignSpec.Api api = api(m);
      models.put(
          name,
          new CampaignSpec.Model(
              url.replaceAll("/+$", ""),
              m.text("model", name),
              api,
              m.text("api_key_env", ""),
              m.text("system", ""),
              m.money("usd_per_million_input", BigDecimal.ZERO),
              m.money("usd_per_million_output", BigDecimal.ZERO),
              m.integer("max_concurrent", 8, 1, 1024),
              m.integer("requests_per_minute", 0, 0, Integer.MAX_VALUE),
              m.integer("tokens_per_minute", 0, 0, Integer.MAX_VALUE),
              m.duration("timeout", "60s"),
              m.duration("give_up_after", "10m"),
              null,
              m.choice("verdict", VerdictForm.class, VerdictForm.TEXT)));
      m.rejectUnknown();
    }
    return models;
  }

  private static CampaignSpec.Api api(SpecNode model) {
    String written = model.text("api", "openai");
    return switch (written) {
      case "openai" -> CampaignSpec.Api.OPENAI;
      case "anthropic" -> CampaignSpec.Api.ANTHROPIC;
      default -> {
        model.problem("api", "must be one of openai, anthropic, not '" + written + "'");
        yield CampaignSpec.Api.OPENAI;
      }
    };
  }

  static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Names a problem of {@code key} unless {@code name} is under {@code models}. */
  static void require(
      SpecNode node, String key, String name, Map<String, CampaignSpec.Model> models) {
    if (!models.containsKey(name)) {
      node.problem(
          key,
          "no model named '"
              + name
              + "' under models"
              + (models.isEmpty() ? "" : "; there are " + String.join(", ", models.keySet())));
    }
  }
}
