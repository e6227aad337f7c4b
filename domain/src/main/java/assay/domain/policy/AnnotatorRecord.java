package assay.domain.policy;

/**
 * What a campaign knows of one annotator's work.
 *
 * @param compared other people's majorities that the annotator's labels could be held against
 * @param agreed how many of them had the annotator's direction
 * @param tenths total time taken, in tenths of a second
 */
public record AnnotatorRecord(
    int annotator,
    int goldSeen,
    int goldRight,
    int compared,
    int agreed,
    int judgments,
    long tenths) {

  private static final double FAST_SECONDS = 5;

  /**
   * Composite reliability: 0.4 gold accuracy + 0.3 agreement with the others' majority + 0.3 speed;
   * 0.5 stands for a term without evidence, and a mean of 5 s or more is full speed credit.
   */
  public double reliability() {
    double gold = goldSeen == 0 ? 0.5 : (double) goldRight / goldSeen;
    double majority = compared == 0 ? 0.5 : (double) agreed / compared;
    double mean = judgments == 0 ? 30 : tenths / 10.0 / judgments;
    double speed = mean >= FAST_SECONDS ? 1 : mean / FAST_SECONDS;
    return 0.4 * gold + 0.3 * majority + 0.3 * speed;
  }
}
