package assay.domain.measure.consensus;

import assay.domain.measure.Doubles;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

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
      int from = -1;
      int before = 0;
      for (int at : bounds(marked, label)) {
        // Between two bounds nothing changes: whoever marked the first character marked all.
        boolean isIn = isIn(marked, weights, label, before);
        for (int a = 0; a < own.length; a++) {
          double characters = covers(marked.get(a), label, before) ? at - before : 0;
          own[a] += characters;
          both[a] += isIn ? characters : 0;
        }
        settled += isIn ? at - before : 0;
        if (isIn && from < 0) {
          from = before;
        } else if (!isIn && from >= 0) {
          consensus.add(new Span(from, before, label));
          from = -1;
        }
        before = at;
      }
      if (from >= 0) {
        consensus.add(new Span(from, before, label));
      }
    }
    double[] f1 = new double[own.length];
    for (int a = 0; a < f1.length; a++) {
      f1[a] = own[a] + settled == 0 ? 1 : 2 * both[a] / (own[a] + settled);
    }
    return new SpanConsensus(consensus, Doubles.owned(f1));
  }

  /** Where a span of this label starts or ends, ascending. */
  private static TreeSet<Integer> bounds(List<List<Span>> marked, int label) {
    TreeSet<Integer> bounds = new TreeSet<>();
    for (List<Span> spans : marked) {
      for (Span span : spans) {
        if (span.label() == label) {
          bounds.add(span.start());
          bounds.add(span.end());
        }
      }
    }
    return bounds;
  }

  private static boolean isIn(List<List<Span>> marked, Doubles weights, int label, int character) {
    double votes = 0;
    double all = 0;
    for (int a = 0; a < marked.size(); a++) {
      votes += covers(marked.get(a), label, character) ? weights.at(a) : 0;
      all += weights.at(a);
    }
    return 2 * votes > all;
  }

  private static boolean covers(List<Span> spans, int label, int character) {
    for (Span span : spans) {
      if (span.label() == label && span.start() <= character && character < span.end()) {
        return true;
      }
    }
    return false;
  }
}
