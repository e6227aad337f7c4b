package assay.domain;

import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import assay.domain.measure.consensus.Borda;
import assay.domain.measure.consensus.BradleyTerry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Several responses in order, best first; ties are allowed. */
public record PreferenceRanking() implements TaskType {
  static final String NAME = "preference_ranking";

  /** Scores closer than this are tied: what is left of a tie after rounding. */
  private static final double TIE = 1e-9;

  private static final int MILLION = 1_000_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int estimatedSeconds() {
    return 60;
  }

  @Override
  public Responses responses() {
    return Responses.SEVERAL;
  }

  @Override
  public List<String> fields() {
    return List.of("ranking");
  }

  @Override
  public String form() {
    return "a list of groups of responses, best first, such as [[\"B\"], [\"A\", \"C\"]]";
  }

  @Override
  public Answer read(JsonNode value, Supplier<Pair> item) throws UnusableAnswer {
    if (!value.isArray()) {
      throw AnswerJson.wrong("", form(), value);
    }
    int responses = item.get().responses().size();
    List<String> keys = IntStream.range(0, responses).mapToObj(Answer.Ranking::key).toList();
    String form = "one of " + String.join(" ", keys);
    int[] rank = new int[responses];
    Arrays.fill(rank, -1);
    for (int group = 0; group < value.size(); group++) {
      JsonNode tied = value.get(group);
      if (!tied.isArray() || tied.isEmpty()) {
        throw AnswerJson.wrong("[" + group + "]", "a list of keys, such as [\"A\"]", tied);
      }
      for (int i = 0; i < tied.size(); i++) {
        String path = "[%d][%d]".formatted(group, i);
        int response = keys.indexOf(AnswerJson.choice(tied.get(i), path, keys, form));
        if (rank[response] >= 0) {
          throw new UnusableAnswer(path, "names '%s' again".formatted(keys.get(response)));
        }
        rank[response] = group;
      }
    }
    for (int i = 0; i < responses; i++) {
      if (rank[i] < 0) {
        throw new UnusableAnswer("", "leaves out '%s'; rank every response".formatted(keys.get(i)));
      }
    }
    return new Answer.Ranking(Ints.owned(rank));
  }

  @Override
  public JsonNode json(Answer answer) {
    ArrayNode ranking = JsonNodeFactory.instance.arrayNode();
    for (List<Integer> group : order(answer).groups()) {
      ArrayNode tied = ranking.addArray();
      group.forEach(i -> tied.add(Answer.Ranking.key(i)));
    }
    return ranking;
  }

  @Override
  public Answer decode(String text) {
    return text.contains("|") ? Answer.MeanRanking.decode(text) : Answer.Ranking.decode(text);
  }

  /**
   * The share of pairs of responses that both order alike, half for a pair that one of them ties
   * (Kendall 1938, as a share).
   */
  @Override
  public double agreement(Answer one, Answer other) {
    Ints a = order(one).rank();
    Ints b = order(other).rank();
    double alike = 0;
    int pairs = 0;
    for (int i = 0; i < a.size(); i++) {
      for (int j = 0; j < i; j++) {
        int said = Integer.compare(a.at(i), a.at(j));
        int also = Integer.compare(b.at(i), b.at(j));
        alike += said == also ? 1 : said == 0 || also == 0 ? 0.5 : 0;
        pairs++;
      }
    }
    return alike / pairs;
  }

  @Override
  public String measure() {
    return "share of responses, two by two, that two people order alike";
  }

  /** The order; responses that are all tied say nothing of each other. */
  @Override
  public Optional<Answer> known(Answer label) {
    Answer.Ranking order = order(label);
    return order.groups().size() > 1 ? Optional.of(order) : Optional.empty();
  }

  /**
   * The order of Borda's scores. Everybody compared every response with every other equally often,
   * so it is the order of Bradley–Terry's strengths too.
   */
  @Override
  public Consensus consensus(Tally tally) {
    double[][] over = over(tally);
    Answer label =
        new Answer.MeanRanking(
            new Answer.Ranking(ranks(Borda.scores(won(over)))), millionths(over));
    return Consensus.of(label, tally.agreement(this, label));
  }

  /** Borda's score of each response, from 0 to 1, in the input's order. */
  public Doubles bordaScores(Answer.MeanRanking label) {
    return Borda.scores(won(shares(label)));
  }

  /**
   * The Bradley–Terry log-strength of each response, with mean 0, in the input's order: of people's
   * shares and one more voice that ties everything, without which the strength of what is always
   * first had no end.
   */
  public Doubles logStrengths(Answer.MeanRanking label) {
    return BradleyTerry.logStrengths(won(shares(label)), 0.5);
  }

  /** The shares of comparisons won, ties half. */
  private static double[][] won(double[][] over) {
    int n = over.length;
    double[][] won = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        won[i][j] = i == j ? 0 : (1 + over[i][j] - over[j][i]) / 2;
      }
    }
    return won;
  }

  private static double[][] shares(Answer.MeanRanking label) {
    int n = label.order().rank().size();
    double[][] over = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        over[i][j] = label.over(i, j) / (double) MILLION;
      }
    }
    return over;
  }

  /** The share of the weights that put one response above another. */
  private static double[][] over(Tally tally) {
    int n = order(tally.answers().getFirst()).rank().size();
    double[][] over = new double[n][n];
    double all = 0;
    for (int a = 0; a < tally.answers().size(); a++) {
      Ints rank = order(tally.answers().get(a)).rank();
      double weight = tally.weights().at(a);
      all += weight;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          over[i][j] += rank.at(i) < rank.at(j) ? weight : 0;
        }
      }
    }
    for (double[] row : over) {
      for (int j = 0; j < n; j++) {
        row[j] /= all;
      }
    }
    return over;
  }

  private static Ints ranks(Doubles scores) {
    List<Integer> best =
        IntStream.range(0, scores.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores.at(i)))
            .toList();
    int[] rank = new int[scores.size()];
    for (int place = 1; place < scores.size(); place++) {
      int before = best.get(place - 1);
      int at = best.get(place);
      rank[at] = rank[before] + (scores.at(before) - scores.at(at) > TIE ? 1 : 0);
    }
    return Ints.owned(rank);
  }

  private static Ints millionths(double[][] shares) {
    return Ints.owned(
        Arrays.stream(shares)
            .flatMapToDouble(Arrays::stream)
            .mapToInt(Consensus::millionths)
            .toArray());
  }

  @Override
  public boolean prefers() {
    return true;
  }

  /**
   * A row for each two responses that are not tied. Its confidence is the share of people who
   * preferred the better one; its margin, less the share who preferred the other: as if everybody
   * had said {@code A>}, {@code =} or {@code B>} of the two.
   */
  @Override
  public List<Preferred> preferences(Consensus settled) {
    Answer.MeanRanking label = (Answer.MeanRanking) settled.label();
    Ints rank = label.order().rank();
    List<Preferred> rows = new ArrayList<>();
    for (int better = 0; better < rank.size(); better++) {
      for (int worse = 0; worse < rank.size(); worse++) {
        if (rank.at(better) < rank.at(worse)) {
          int share = label.over(better, worse);
          rows.add(
              new Preferred(
                  Answer.Ranking.key(better) + ">" + Answer.Ranking.key(worse),
                  better,
                  worse,
                  share,
                  StrictMath.min(MILLION, StrictMath.max(0, share - label.over(worse, better)))));
        }
      }
    }
    return rows;
  }

  private static Answer.Ranking order(Answer answer) {
    return answer instanceof Answer.MeanRanking mean ? mean.order() : (Answer.Ranking) answer;
  }
}
