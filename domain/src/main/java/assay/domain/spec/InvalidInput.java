package assay.domain.spec;

import java.util.List;

/** What a user wrote cannot be used; nothing was started. */
public final class InvalidInput extends Exception {
  private static final int SHOWN = 20;

  private final List<Problem> problems;
  private final long total;

  public InvalidInput(List<Problem> problems) {
    this(problems, problems.size());
  }

  /**
   * @param total how many there are when {@code problems} holds only the first
   */
  public InvalidInput(List<Problem> problems, long total) {
    super(render(problems, total));
    this.problems = List.copyOf(problems);
    this.total = total;
  }

  public InvalidInput(Problem problem) {
    this(List.of(problem));
  }

  /** How many there are; {@link #problems} may hold only the first. */
  public long total() {
    return total;
  }

  public List<Problem> problems() {
    return problems;
  }

  private static String render(List<Problem> problems, long total) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
      text.append(text.isEmpty() ? "" : "\n").append(problem);
    }
    if (total > SHOWN) {
      text.append("\n… and ")
          .append(total - SHOWN)
          .append(" more (")
          .append(total)
          .append(" in all)");
    }
    return text.toString();
  }
}
