package assay.domain.measure.consensus;

import assay.domain.measure.Doubles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
   * @param weights each annotator's, above 0: half of their sum has to be exceeded
   */
  public static SpanConsensus of(List<List<Span>> marked, Doubles weights, int nLabels) {
    List<Span> consensus = new ArrayList<>();
    double[] both = new double[marked.size()];
    double[] own = new double[marked.size()];
    double settled = 0;
    for (int label = 0; label < nLabels; label++) {
      int[] open = new int[marked.size()];
      int from = -1;
      int before = 0;
      for (Map.Entry<Integer, List<Bound>> bounds : bounds(marked, label).entrySet()) {
        int at = bounds.getKey();
        // Between two bounds nothing changes: whoever marked one character marked all.
        boolean isIn = isIn(open, weights);
        for (int a = 0; a < open.length; a++) {
          double characters = open[a] > 0 ? at - before : 0;
          own[a] += characters;
          both[a] += isIn ? characters : 0;
        }
        settled += isIn ? at - before : 0;
        bounds.getValue().forEach(bound -> open[bound.annotator] += bound.opens ? 1 : -1);
        boolean goesOn = isIn(open, weights);
        if (goesOn && from < 0) {
          from = at;
        } else if (!goesOn && from >= 0) {
          consensus.add(new Span(from, at, label));
          from = -1;
        }
        before = at;
      }
    }
    double[] f1 = new double[own.length];
    for (int a = 0; a < f1.length; a++) {
      f1[a] = own[a] + settled == 0 ? 1 : 2 * both[a] / (own[a] + settled);
    }
    return new SpanConsensus(consensus, Doubles.owned(f1));
  }

  /** Where a span of an annotator begins or ends. */
  private record Bound(int annotator, boolean opens) {}

  /** The bounds of this label's spans, by position. */
  private static SortedMap<Integer, List<Bound>> bounds(List<List<Span>> marked, int label) {
    SortedMap<Integer, List<Bound>> bounds = new TreeMap<>();
    for (int a = 0; a < marked.size(); a++) {
      for (Span span : marked.get(a)) {
        if (span.label() == label) {
          bounds.computeIfAbsent(span.start(), at -> new ArrayList<>()).add(new Bound(a, true));
          bounds.computeIfAbsent(span.end(), at -> new ArrayList<>()).add(new Bound(a, false));
        }
      }
    }
    return bounds;
  }

  /** Whether those who have a span open are more than half. */
  private static boolean isIn(int[] open, Doubles weights) {
    double votes = 0;
    double all = 0;
    for (int a = 0; a < open.length; a++) {
      votes += open[a] > 0 ? weights.at(a) : 0;
      all += weights.at(a);
    }
    return 2 * votes > all;
  }
}
