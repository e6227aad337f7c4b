package assay.activities.desk;

import assay.activities.store.Campaigns;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What people may do at the desk; any number of desks may serve one database.
 *
 * <p>Every call is one transaction; it returns after the commit. What cannot be done is a {@link
 * DeskRefusal}.
 */
public final class Desk {
  private final Leasing leasing;
  private final Submitting submitting;
  private final Handing handing;
  private final Undoing undoing;
  private final Contesting contesting;
  private final Standing standing;

  public Desk(Jdbi jdbi) {
    this(jdbi, new SecureRandom());
  }

  Desk(Jdbi jdbi, RandomGenerator random) {
    Campaigns campaigns = new Campaigns(jdbi);
    Tasks tasks = new Tasks(campaigns);
    this.handing = new Handing(jdbi, campaigns);
    this.leasing = new Leasing(jdbi, campaigns, tasks, handing, random);
    this.submitting = new Submitting(jdbi, campaigns, random);
    this.undoing = new Undoing(jdbi, campaigns, tasks, handing, random);
    this.contesting = new Contesting(jdbi);
    this.standing = new Standing(jdbi, campaigns);
  }

  /**
   * The lease in hand, or a new one; empty when there is nothing for this person now.
   *
   * @param campaign only from this one, or from any
   */
  public Optional<Task> next(int annotator, @Nullable String campaign) {
    return leasing.next(annotator, campaign);
  }

  /** Takes a label in; the same again gets the same receipt, also after the lease expired. */
  public Receipt submit(int annotator, long lease, Submission submission) {
    return submitting.submit(annotator, lease, submission);
  }

  /** Passes an item by; it never comes back to this person. */
  public void skip(int annotator, long lease, String reason) {
    handing.skip(annotator, lease, reason);
  }

  /** Extends a lease to one full length from now; returns when it ends. */
  public Instant renew(int annotator, long lease) {
    return handing.renew(annotator, lease).expiresAt();
  }

  /** Takes a label back while its item is not settled; the item is in hand again. */
  public Task undo(int annotator, long lease) {
    return undoing.undo(annotator, lease);
  }

  /** Keeps what a person has against an item they labelled; nothing else follows at once. */
  public void contest(int annotator, long lease, String reason) {
    contesting.contest(annotator, lease, reason);
  }

  public Me me(int annotator) {
    return standing.of(annotator);
  }
}
