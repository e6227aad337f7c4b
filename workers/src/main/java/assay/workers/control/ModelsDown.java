package assay.workers.control;

import assay.activities.store.ModelEndpoints;
import assay.activities.store.ModelEndpoints.Down;
import assay.domain.spec.CampaignSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells which of a campaign's models do not answer, since when, and what follows. A model that asks
 * for a moment's patience, or failed a moment ago, is not called down.
 */
final class ModelsDown {
  private static final Duration A_MOMENT = Duration.ofSeconds(10);

  private final ModelEndpoints endpoints;

  ModelsDown(ModelEndpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** A sentence for each model that is left alone or down; empty when none is. */
  String of(CampaignSpec spec) {
    List<String> names = List.copyOf(spec.usedModels());
    Map<String, Down> down =
        endpoints.down(names.stream().map(name -> spec.model(name).endpoint()).toList());
    List<String> sentences = new ArrayList<>();
    for (String name : names) {
      CampaignSpec.Model model = spec.model(name);
      Down found = down.get(model.endpoint());
      if (found != null) {
        String said = sentence(model, found);
        if (!said.isEmpty()) {
          sentences.add("model %s (%s at %s) %s".formatted(name, model.model(), model.url(), said));
        }
      }
    }
    return String.join("; ", sentences);
  }

  private static String sentence(CampaignSpec.Model model, Down down) {
    Instant givenUp = down.since().plus(model.giveUpAfter());
    if (down.closed() && down.closures() == 0) {
      String much = "asks us to wait until %s: %s".formatted(seconds(down.until()), down.reason());
      return down.until().isAfter(givenUp)
          ? much + "; from %s on its pairs go on without it".formatted(seconds(givenUp))
          : much;
    }
    if (down.lasted().compareTo(A_MOMENT) >= 0) {
      return "is down since %s: %s; it is asked again at %s, and from %s on its pairs go on without it"
          .formatted(seconds(down.since()), down.reason(), seconds(down.until()), seconds(givenUp));
    }
    return down.closed()
        ? "is left alone until %s: %s".formatted(seconds(down.until()), down.reason())
        : "";
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
