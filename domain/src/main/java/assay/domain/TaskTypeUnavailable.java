package assay.domain;

/** A task type that specs may name but that cannot run yet. */
public final class TaskTypeUnavailable extends IllegalArgumentException {
  public TaskTypeUnavailable(TaskType type) {
    super("task_type " + type.name() + " is not available yet; use pairwise_comparison");
  }
}
