package assay.domain.measure.consensus;

import assay.domain.measure.Doubles;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans that more than half of the annotators marked, character by character.
 *
 * @param spans the consensus, by label and then position, neighbouring characters joined
 * @param f1 each annotator's F1 with the consensus over labelled characters; 1 when both are empty
 */
public record SpanConsensus(List<Span> spans, Doubles f1) {
  public SpanConsensus {
    spans = List.copyOf(spans);
  }

  /**
   * The consensus of one text.
   *
   * @param marked the spans of each annotator; overlapping spans of one label count once
   * @param length the number of characters of the text
   */
  public static SpanConsensus of(List<List<Span>> marked, int length, int nLabels) {
    List<Span> consensus = new ArrayList<>();
    double[] both = new double[marked.size()];
    double[] own = new double[marked.size()];
    double settled = 0;
    for (int label = 0; label < nLabels; label++) {
      boolean[][] on = new boolean[marked.size()][];
      int[] votes = new int[length];
      for (int a = 0; a < on.length; a++) {
        on[a] = characters(marked.get(a), label, length);
        for (int c = 0; c < length; c++) {
          votes[c] += on[a][c] ? 1 : 0;
        }
      }
      int from = -1;
      for (int c = 0; c <= length; c++) {
        boolean isIn = c < length && 2 * votes[c] > on.length;
        settled += isIn ? 1 : 0;
        for (int a = 0; a < on.length && c < length; a++) {
          own[a] += on[a][c] ? 1 : 0;
          both[a] += on[a][c] && isIn ? 1 : 0;
        }
        if (isIn && from < 0) {
          from = c;
        } else if (!isIn && from >= 0) {
          consensus.add(new Span(from, c, label));
          from = -1;
        }
      }
    }
    double[] f1 = new double[own.length];
    for (int a = 0; a < f1.length; a++) {
      f1[a] = own[a] + settled == 0 ? 1 : 2 * both[a] / (own[a] + settled);
    }
    return new SpanConsensus(consensus, Doubles.owned(f1));
  }

  private static boolean[] characters(List<Span> spans, int label, int length) {
    boolean[] on = new boolean[length];
    for (Span span : spans) {
      for (int c = span.start(); c < StrictMath.min(span.end(), length); c++) {
        on[c] |= span.label() == label;
      }
    }
    return on;
  }
}
