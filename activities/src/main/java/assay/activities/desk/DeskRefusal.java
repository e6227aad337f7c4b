package assay.activities.desk;

/** The desk does not do what was asked; the message says why, to the person who asked. */
public final class DeskRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** How the request and the desk's state disagree. */
  public enum Kind {
    /** There is no such thing, or it is somebody else's. */
    NOT_FOUND,
    /** The request itself is wrong. */
    INVALID,
    /** It contradicts what was already done. */
    CONFLICT,
    /** It came too late. */
    GONE,
    /** The person is suspended. */
    SUSPENDED
  }

  private final Kind kind;

  public DeskRefusal(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static DeskRefusal notFound(String message) {
    return new DeskRefusal(Kind.NOT_FOUND, message);
  }

  static DeskRefusal invalid(String message) {
    return new DeskRefusal(Kind.INVALID, message);
  }

  public static DeskRefusal conflict(String message) {
    return new DeskRefusal(Kind.CONFLICT, message);
  }

  static DeskRefusal gone(String message) {
    return new DeskRefusal(Kind.GONE, message);
  }
}
