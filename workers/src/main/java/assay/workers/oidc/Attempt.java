package assay.workers.oidc;

import assay.activities.desk.Accounts;

/**
 * One sign-in from its beginning to its end.
 *
 * <p>Everything that ties its steps together is derived from one secret that only the browser
 * keeps, so any desk of the house can finish what another began, and a restart forgets nothing. A
 * hash tells nothing about the secret or about the other hashes.
 *
 * @param secret 256 random bits
 */
public record Attempt(String secret) {
  public static Attempt begin() {
    return new Attempt(Accounts.newSecret());
  }

  /** What must come back from the provider: that this browser began, and on which page. */
  public String state(String page) {
    return derived("state " + page);
  }

  /** What the ID token must hold. */
  public String nonce() {
    return derived("nonce");
  }

  /** What the code is worth nothing without (RFC 7636). */
  String verifier() {
    return derived("verifier");
  }

  private String derived(String what) {
    return Accounts.hash(what + " " + secret);
  }
}
