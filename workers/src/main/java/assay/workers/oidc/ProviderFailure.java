package assay.workers.oidc;

import org.jspecify.annotations.Nullable;

/** An identity provider did not say who somebody is; the message is for the person. */
public final class ProviderFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What the person can do about it. */
  public enum Kind {
    /** It cannot be reached, or is out of order: wait. */
    AWAY,
    /** It does not sign this person in, or not again with the same code: begin again. */
    REFUSED,
    /** What it says must not be believed. */
    UNTRUSTED
  }

  private final Kind kind;

  ProviderFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
