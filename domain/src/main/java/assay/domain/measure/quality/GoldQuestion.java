package assay.domain.measure.quality;

/**
 * How people fared on one gold question.
 *
 * @param id the pair's name in the input
 * @param answered by people who were not paused
 * @param right of those, in the known direction
 * @param contested by how many people
 */
public record GoldQuestion(String id, int answered, int right, int contested) {
  private static final int LEAST_ANSWERS = 5;
  private static final int MANY_CONTESTS = 2;

  /**
   * Whether its known label is probably wrong: most of five or more people who know other gold miss
   * it, or two contest it.
   */
  public boolean isSuspect() {
    return (answered >= LEAST_ANSWERS && 2 * right < answered) || contested >= MANY_CONTESTS;
  }
}
