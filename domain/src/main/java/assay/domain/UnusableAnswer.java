package assay.domain;

/** What was given as an answer is none of the type's form. */
public final class UnusableAnswer extends Exception {
  private final String path;

  /**
   * @param path where in the answer, such as {@code [2].end}; empty for the answer itself
   * @param message what is wrong and what is allowed
   */
  public UnusableAnswer(String path, String message) {
    super(message);
    this.path = path;
  }

  public String path() {
    return path;
  }

  /** What is wrong and what is allowed. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
