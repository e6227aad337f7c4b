package assay.workers.control;

import assay.activities.store.ModelEndpoints;
import assay.activities.store.ModelEndpoints.Down;
import assay.domain.spec.CampaignSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells which of a campaign's models do not answer, since when, and what follows. */
final class ModelsDown {
  private final ModelEndpoints endpoints;

  ModelsDown(ModelEndpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** A sentence for each model that is down; empty when none is. */
  String of(CampaignSpec spec) {
    List<String> names = List.copyOf(spec.usedModels());
    Map<String, Down> down =
        endpoints.down(names.stream().map(name -> spec.model(name).endpoint()).toList());
    List<String> sentences = new ArrayList<>();
    for (String name : names) {
      CampaignSpec.Model model = spec.model(name);
      Down found = down.get(model.endpoint());
      if (found != null) {
        sentences.add(
            "model %s (%s at %s) is down since %s: %s; it is asked again at %s, and from %s on its pairs go on without it"
                .formatted(
                    name,
                    model.model(),
                    model.url(),
                    seconds(found.since()),
                    found.reason(),
                    seconds(found.until()),
                    seconds(found.since().plus(model.giveUpAfter()))));
      }
    }
    return String.join("; ", sentences);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
