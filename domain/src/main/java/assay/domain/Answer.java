package assay.domain;

import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import assay.domain.measure.consensus.Likert;
import assay.domain.measure.consensus.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person said of one item, or what several people's answers come to, relative to the input's
 * order of responses.
 *
 * <p>Each {@link TaskType} has one form for people's answers; two types have another one for what
 * many answers come to, since a mean is no answer that anyone gave.
 */
public sealed interface Answer {

  /** Compact text for tables; the type's {@link TaskType#decode} reads it. */
  String encode();

  /** What histories keep: as short, and never a text that somebody wrote. */
  default String inHistory() {
    return encode();
  }

  /** How many responses it says something of together; 0 where their order does not matter. */
  default int responses() {
    return 0;
  }

  /**
   * The same answer relative to the input's order, where this one is relative to the order shown.
   *
   * @param order the response shown at each place
   */
  default Answer whenShown(Ints order) {
    return this;
  }

  /**
   * The same answer relative to the order shown, where this one is relative to the input's.
   *
   * @param order the response shown at each place
   */
  default Answer asShown(Ints order) {
    int[] place = new int[order.size()];
    for (int i = 0; i < place.length; i++) {
      place[order.at(i)] = i;
    }
    return whenShown(Ints.owned(place));
  }

  /** Which of two responses is better. */
  record Preference(PreferenceLabel label) implements Answer {
    @Override
    public int responses() {
      return 2;
    }

    @Override
    public Preference whenShown(Ints order) {
      return order.at(0) == 0 ? this : new Preference(label.swapped());
    }

    @Override
    public String encode() {
      return label.symbol();
    }
  }

  /**
   * Responses from best to worst.
   *
   * @param rank each response's group, 0 for the best; responses of one group are tied
   */
  record Ranking(Ints rank) implements Answer {
    @Override
    public int responses() {
      return rank.size();
    }

    @Override
    public Ranking whenShown(Ints order) {
      int[] ranks = new int[rank.size()];
      for (int place = 0; place < ranks.length; place++) {
        ranks[order.at(place)] = rank.at(place);
      }
      return new Ranking(Ints.owned(ranks));
    }

    /** The groups, best first, each in the order of responses. */
    public List<List<Integer>> groups() {
      SortedMap<Integer, List<Integer>> groups = new TreeMap<>();
      for (int i = 0; i < rank.size(); i++) {
        groups.computeIfAbsent(rank.at(i), r -> new ArrayList<>()).add(i);
      }
      return List.copyOf(groups.values());
    }

    /** Such as {@code B>AC}. */
    @Override
    public String encode() {
      StringBuilder text = new StringBuilder();
      for (List<Integer> group : groups()) {
        text.append(text.isEmpty() ? "" : ">");
        group.forEach(i -> text.append(key(i)));
      }
      return text.toString();
    }

    /** The name of a response: A, B, C…. */
    public static String key(int response) {
      return String.valueOf((char) ('A' + response));
    }

    static Ranking decode(String text) {
      int[] rank = new int[(int) text.chars().filter(c -> c != '>').count()];
      int group = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '>') {
          group++;
        } else {
          rank[c - 'A'] = group;
        }
      }
      return new Ranking(Ints.owned(rank));
    }
  }

  /**
   * What several rankings come to.
   *
   * @param over the share of people who put response {@code i} above {@code j}, in millionths at
   *     {@code i * responses + j}
   */
  record MeanRanking(Ranking order, Ints over) implements Answer {
    public int over(int better, int worse) {
      return over.at(better * order.rank().size() + worse);
    }

    @Override
    public String encode() {
      StringBuilder text = new StringBuilder(order.encode()).append('|');
      for (int i = 0; i < over.size(); i++) {
        text.append(i == 0 ? "" : ",").append(over.at(i));
      }
      return text.toString();
    }

    static MeanRanking decode(String text) {
      int bar = text.indexOf('|');
      return new MeanRanking(Ranking.decode(text.substring(0, bar)), ints(text.substring(bar + 1)));
    }
  }

  /** A score for each dimension of the rubric, in its order. */
  record Ratings(Ints scores) implements Answer {
    @Override
    public String encode() {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < scores.size(); i++) {
        text.append(i == 0 ? "" : ",").append(scores.at(i));
      }
      return text.toString();
    }

    static Ratings decode(String text) {
      return new Ratings(ints(text));
    }
  }

  /** What several ratings come to, for each dimension of the rubric. */
  record MeanRatings(List<Likert> dimensions) implements Answer {
    public MeanRatings {
      dimensions = List.copyOf(dimensions);
    }

    public Doubles means() {
      return Doubles.owned(dimensions.stream().mapToDouble(Likert::mean).toArray());
    }

    @Override
    public String encode() {
      return String.join(
          ";", dimensions.stream().map(d -> d.mean() + "," + d.sd() + "," + d.n()).toList());
    }

    static MeanRatings decode(String text) {
      List<Likert> dimensions = new ArrayList<>();
      for (String dimension : text.split(";", -1)) {
        String[] parts = dimension.split(",", -1);
        dimensions.add(
            new Likert(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Integer.parseInt(parts[2])));
      }
      return new MeanRatings(dimensions);
    }
  }

  /** One of the type's labels. */
  record Choice(String label) implements Answer {
    @Override
    public String encode() {
      return label;
    }
  }

  /** Labelled parts of the response, in Unicode code points, sorted. */
  record Spans(List<Span> spans) implements Answer {
    private static final Comparator<Span> IN_TEXT =
        Comparator.comparingInt(Span::start)
            .thenComparingInt(Span::end)
            .thenComparingInt(Span::label);

    public Spans {
      spans = spans.stream().sorted(IN_TEXT).toList();
    }

    /** Such as {@code 0-12:1,15-20:0}; the label is its place among the type's labels. */
    @Override
    public String encode() {
      return String.join(
          ",", spans.stream().map(s -> s.start() + "-" + s.end() + ":" + s.label()).toList());
    }

    static Spans decode(String text) {
      List<Span> spans = new ArrayList<>();
      for (String span : text.isEmpty() ? new String[0] : text.split(",", -1)) {
        int dash = span.indexOf('-');
        int colon = span.indexOf(':');
        spans.add(
            new Span(
                Integer.parseInt(span.substring(0, dash)),
                Integer.parseInt(span.substring(dash + 1, colon)),
                Integer.parseInt(span.substring(colon + 1))));
      }
      return new Spans(spans);
    }
  }

  /** A text that a person wrote. */
  record Text(String text) implements Answer {
    @Override
    public String encode() {
      return text;
    }

    /** A history may not grow with what people write, nor tell it: SHA-256 binds it. */
    @Override
    public String inHistory() {
      return Merkle.sha256(text);
    }
  }

  /**
   * A label for each of a dialog's assistant turns and one for the whole.
   *
   * @param turns the label by the turn's place in the prompt
   */
  record Dialog(SortedMap<Integer, String> turns, String whole) implements Answer {
    public Dialog {
      turns = Collections.unmodifiableSortedMap(new TreeMap<>(turns));
    }

    /** Such as {@code 1:good\n3:bad\ngood}: labels hold no line breaks. */
    @Override
    public String encode() {
      StringBuilder text = new StringBuilder();
      turns.forEach((turn, label) -> text.append(turn).append(':').append(label).append('\n'));
      return text.append(whole).toString();
    }

    static Dialog decode(String text) {
      SortedMap<Integer, String> turns = new TreeMap<>();
      String[] lines = text.split("\n", -1);
      for (int i = 0; i < lines.length - 1; i++) {
        int colon = lines[i].indexOf(':');
        turns.put(Integer.parseInt(lines[i].substring(0, colon)), lines[i].substring(colon + 1));
      }
      return new Dialog(turns, lines[lines.length - 1]);
    }
  }

  private static Ints ints(String list) {
    String[] parts = list.split(",", -1);
    int[] values = new int[parts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Integer.parseInt(parts[i]);
    }
    return Ints.owned(values);
  }
}
