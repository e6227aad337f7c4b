package assay.workflows;

/**
 * What the manager wants now; stored before it is signalled, and told anew to every new run.
 *
 * @param revision a later command has a higher one
 * @param pausedMillis length of all finished pauses since the campaign began
 */
public record Steering(int revision, boolean paused, boolean cancelled, long pausedMillis) {
  public static final Steering NONE = new Steering(0, false, false, 0);
}
