package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Database;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What people may do at the desk; any number of desks may serve one database.
 *
 * <p>Whatever a call changes is changed in one transaction, and it returns after the commit. What
 * cannot be done is a {@link DeskRefusal}.
 */
public final class Desk {
  private final Recent recent = new Recent();
  private final Leasing leasing;
  private final Submitting submitting;
  private final Handing handing;
  private final Undoing undoing;
  private final Revising revising;
  private final Contesting contesting;
  private final Standing standing;
  private final Training training;

  public Desk(Database database) {
    Jdbi jdbi = database.desk();
    RandomGenerator random = new SecureRandom();
    // In the midst of a transaction a campaign may have to be read: not over one of the few
    // connections.
    Campaigns campaigns = new Campaigns(database.jdbi());
    Clock clock = Clock.systemUTC();
    Tasks tasks = new Tasks(campaigns, clock);
    Practice practice = new Practice(campaigns, tasks, random);
    this.training = new Training(jdbi, campaigns, clock);
    this.handing = new Handing(jdbi, campaigns);
    this.leasing = new Leasing(jdbi, campaigns, tasks, handing, practice, random, recent, clock);
    this.submitting = new Submitting(jdbi, campaigns, practice, random, recent, clock);
    this.undoing = new Undoing(jdbi, campaigns, tasks, handing, random);
    this.revising = new Revising(jdbi, campaigns);
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

  /**
   * Whether some of what is shown here may be gold or repeated items. They take the desk longer
   * than real ones, which nobody is to notice.
   */
  public boolean hides() {
    return recent.hides();
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
    return training
        .renew(annotator, lease)
        .orElseGet(() -> handing.renew(annotator, lease).expiresAt());
  }

  /** Takes a label back while its item is not settled; the item is in hand again. */
  public Task undo(int annotator, long lease) {
    return undoing.undo(annotator, lease);
  }

  /** What people said of an item, for the expert whose label is in. */
  public SecondLook secondLook(int annotator, long lease) {
    return revising.look(annotator, lease);
  }

  /** Revises an expert's label, or leaves it as it is when it is the same; the look is over. */
  public Receipt revise(int annotator, long lease, Submission submission) {
    return revising.revise(annotator, lease, submission);
  }

  /** Keeps what a person has against an item they labelled; nothing else follows at once. */
  public void contest(int annotator, long lease, String reason) {
    contesting.contest(annotator, lease, reason);
  }

  /** Worked examples of a campaign: questions whose answers this person may know. */
  public List<Example> examples(int annotator, String campaign) {
    return training.examples(annotator, campaign);
  }

  public Me me(int annotator) {
    return standing.of(annotator);
  }
}
