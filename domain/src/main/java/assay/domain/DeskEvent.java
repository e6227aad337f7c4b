package assay.domain;

/**
 * Something the review desk tells a batch, in the order in which it was committed.
 *
 * <p>Events of one batch are numbered 1, 2, 3…; the number is their place in the batch's stream.
 */
public sealed interface DeskEvent {

  /** Milliseconds since 1970, UTC, when it was committed at the desk. */
  long at();

  /** A person answered; {@code counted} is false when the item was closed before. */
  record Judged(Judgment judgment, boolean counted, long at) implements DeskEvent {}

  /** A person took an answer back before its item settled. */
  record Withdrawn(int pair, Stage stage, int annotator, long lease, long at)
      implements DeskEvent {}

  /**
   * An answer counts no more, because its person was suspended.
   *
   * @param reopened whether the item has its place free again; false where it was closed before
   */
  record Voided(int pair, Stage stage, int annotator, long lease, boolean reopened, long at)
      implements DeskEvent {}

  /** Nobody is left who may see the item. */
  record Exhausted(int pair, Stage stage, long at) implements DeskEvent {}

  /** The batch is closed and its last lease in hand has ended. */
  record Drained(long at) implements DeskEvent {}
}
