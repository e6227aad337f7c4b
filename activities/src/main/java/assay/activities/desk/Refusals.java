package assay.activities.desk;

/** Refusals that several requests share. */
final class Refusals {
  private Refusals() {}

  static DeskRefusal expired(long lease) {
    return DeskRefusal.gone(
        "Lease %d has expired and its item is back with the others; ask for work again."
            .formatted(lease));
  }

  static DeskRefusal alreadyDone(long lease) {
    return DeskRefusal.conflict("Lease " + lease + " already has a label.");
  }

  static DeskRefusal practice(long number) {
    return DeskRefusal.conflict(
        "Lease %d is a practice question: it is answered once, and not passed by or taken back."
            .formatted(number));
  }

  static DeskRefusal skipped(long lease) {
    return DeskRefusal.conflict("You skipped lease " + lease + ".");
  }

  static DeskRefusal noAnnotator(int number) {
    return DeskRefusal.notFound("There is no annotator number " + number + ".");
  }

  static DeskRefusal suspended() {
    return new DeskRefusal(
        DeskRefusal.Kind.SUSPENDED, "This account is suspended. Ask your manager about it.");
  }

  static DeskRefusal decided() {
    return DeskRefusal.conflict(
        "This label can no longer be taken back: its item is decided or closed.");
  }
}
