package assay.workers.cli.stats;

/** Something the caller of a command can put right; the message says what, where and how. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1;

  UserError(String message) {
    super(message);
  }

  /** At a line of a file. */
  static UserError at(Object file, long line, String what) {
    return new UserError("%s: line %d: %s".formatted(file, line, what));
  }
}
