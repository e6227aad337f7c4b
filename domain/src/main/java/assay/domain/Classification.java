package assay.domain;

import assay.domain.measure.Ints;
import assay.domain.measure.consensus.WeightedVote;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** One of the spec's labels for an item. */
public record Classification(List<String> labels) implements Categorical {
  static final String NAME = "classification";

  public Classification {
    labels = List.copyOf(labels);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int estimatedSeconds() {
    return 15;
  }

  @Override
  public Responses responses() {
    return Responses.ONE_OR_NONE;
  }

  @Override
  public List<String> fields() {
    return List.of("label");
  }

  @Override
  public String form() {
    return "one of " + String.join(", ", labels);
  }

  @Override
  public Answer read(JsonNode value, Supplier<Pair> item) throws UnusableAnswer {
    return new Answer.Choice(AnswerJson.choice(value, "", labels, form()));
  }

  @Override
  public JsonNode json(Answer answer) {
    return JsonNodeFactory.instance.textNode(((Answer.Choice) answer).label());
  }

  @Override
  public Answer decode(String text) {
    return new Answer.Choice(text);
  }

  @Override
  public double agreement(Answer one, Answer other) {
    return one.equals(other) ? 1 : 0;
  }

  @Override
  public String measure() {
    return "share of comparisons that give the same label";
  }

  @Override
  public Ints parts(Answer answer) {
    return Ints.of(whole(answer));
  }

  @Override
  public int whole(Answer answer) {
    return labels.indexOf(((Answer.Choice) answer).label());
  }

  /** The share of the winning label. */
  @Override
  public OptionalDouble support(List<Answer> answers) {
    WeightedVote vote = vote(Tally.equal(answers), this, 0);
    return vote.winner() == WeightedVote.NO_LABEL
        ? OptionalDouble.empty()
        : OptionalDouble.of(vote.confidence());
  }

  @Override
  public Consensus consensus(Tally tally) {
    int winner = winner(tally, this, 0);
    return Consensus.of(
        new Answer.Choice(labels.get(winner)), vote(tally, this, 0).share().at(winner));
  }

  static WeightedVote vote(Tally tally, Categorical task, int part) {
    int[] all = new int[task.labels().size()];
    for (int label = 0; label < all.length; label++) {
      all[label] = label;
    }
    return WeightedVote.of(all, tally.votes(task, part).toArray(), all.length);
  }

  /** The label that leads; the plain count decides a tie, and the labels' order what it leaves. */
  static int winner(Tally tally, Categorical task, int part) {
    WeightedVote vote = vote(tally, task, part);
    int winner = vote.winner();
    if (winner == WeightedVote.NO_LABEL) {
      winner = vote(Tally.equal(tally.answers()), task, part).winner();
    }
    for (int label = 0; winner == WeightedVote.NO_LABEL; label++) {
      winner = vote.share().at(label) >= vote.confidence() ? label : winner;
    }
    return winner;
  }
}
