package assay.activities.model;

import assay.activities.store.ModelEndpoints;
import assay.domain.spec.CampaignSpec;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The gates of a process, one for each endpoint. */
final class Gates {
  private final ConcurrentHashMap<String, Gate> gates = new ConcurrentHashMap<>();
  private final String worker = UUID.randomUUID().toString();
  private final ModelEndpoints shared;
  private final Backoff backoff;

  Gates(ModelEndpoints shared, Backoff backoff) {
    this.shared = shared;
    this.backoff = backoff;
  }

  Gate at(CampaignSpec.Model endpoint) {
    return gates.computeIfAbsent(
        endpoint.endpoint(), name -> new Gate(name, worker, shared, backoff));
  }
}
