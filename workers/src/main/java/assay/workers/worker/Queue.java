package assay.workers.worker;

import java.util.EnumSet;
import java.util.Set;

/** What a worker process takes work from. */
public enum Queue {
  ALL,
  WORKFLOWS,
  MODELS,
  DATA;

  Set<Queue> each() {
    return this == ALL ? EnumSet.of(WORKFLOWS, MODELS, DATA) : EnumSet.of(this);
  }
}
