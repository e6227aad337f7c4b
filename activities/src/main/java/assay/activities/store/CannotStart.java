package assay.activities.store;

import org.jspecify.annotations.Nullable;

/**
 * A server that this machine should run could not be started; the message says why and what to do.
 */
public final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotStart(String message) {
    super(message);
  }

  public CannotStart(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
