package assay.domain;

/**
 * What several answers to one item come to.
 *
 * @param confidence in millionths
 * @param margin of pairs: posterior mean on −2…2 in millionths, positive for A; 0 for other types
 */
public record Consensus(Answer label, int confidence, int margin) {
  private static final int MILLION = 1_000_000;

  static Consensus of(Answer label, double confidence) {
    return new Consensus(label, millionths(confidence), 0);
  }

  static int millionths(double value) {
    return (int) StrictMath.round(value * MILLION);
  }
}
