package assay.workers.control;

/** What was asked cannot be done; the message says why and what to do. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean input;

  private Refusal(String message, boolean input) {
    super(message);
    this.input = input;
  }

  /** The request itself is wrong. */
  public static Refusal input(String message) {
    return new Refusal(message, true);
  }

  /** The request is right, but not now or not here. */
  public static Refusal state(String message) {
    return new Refusal(message, false);
  }

  public boolean isInput() {
    return input;
  }
}
