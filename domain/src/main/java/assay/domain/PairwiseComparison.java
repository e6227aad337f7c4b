package assay.domain;

import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Which of two responses is better, and by how much. */
public record PairwiseComparison(Scale scale) implements Categorical {
  static final String NAME = "pairwise_comparison";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int estimatedSeconds() {
    return 45;
  }

  @Override
  public Responses responses() {
    return Responses.TWO;
  }

  @Override
  public List<String> labels() {
    return scale.labels().stream().map(PreferenceLabel::symbol).toList();
  }

  @Override
  public List<String> fields() {
    return List.of("label");
  }

  @Override
  public String form() {
    return "one of " + String.join(" ", labels());
  }

  @Override
  public Answer read(JsonNode value, Supplier<Pair> item) throws UnusableAnswer {
    return decode(AnswerJson.choice(value, "", labels(), form()));
  }

  @Override
  public JsonNode json(Answer answer) {
    return JsonNodeFactory.instance.textNode(label(answer).symbol());
  }

  @Override
  public Answer decode(String text) {
    return new Answer.Preference(PreferenceLabel.of(text));
  }

  /** Strength is no disagreement: only the direction counts. */
  @Override
  public double agreement(Answer one, Answer other) {
    return label(one).direction() == label(other).direction() ? 1 : 0;
  }

  @Override
  public String measure() {
    return "share of comparisons that prefer the same side";
  }

  /** A tie is the likeliest mistake, so it is none. */
  @Override
  public Optional<Answer> known(Answer label) {
    return label(label).direction() == Direction.TIE ? Optional.empty() : Optional.of(label);
  }

  @Override
  public Ints parts(Answer answer) {
    return Ints.of(whole(answer));
  }

  @Override
  public int whole(Answer answer) {
    return scale.labels().indexOf(label(answer));
  }

  @Override
  public int side(int label) {
    return scale.labels().get(label).direction().ordinal();
  }

  @Override
  public int sides() {
    return Direction.values().length;
  }

  @Override
  public boolean ordered() {
    return true;
  }

  /** The share of the winning direction. */
  @Override
  public OptionalDouble support(List<Answer> answers) {
    Votes votes = votes(Tally.equal(answers));
    return votes
        .winner()
        .map(winner -> OptionalDouble.of(votes.share(winner)))
        .orElseGet(OptionalDouble::empty);
  }

  @Override
  public Consensus consensus(Tally tally) {
    Votes votes = votes(tally);
    // Equal weights on both sides say nothing: the plain count decides, and the median where it
    // does not either.
    Direction winner =
        votes
            .winner()
            .or(() -> votes(Tally.equal(tally.answers())).winner())
            .orElseGet(() -> votes.median().direction());
    return new Consensus(
        new Answer.Preference(votes.strength(winner)),
        Consensus.millionths(votes.share(winner)),
        Consensus.millionths(votes.meanMargin()));
  }

  private Votes votes(Tally tally) {
    Doubles weights = tally.votes(this, 0);
    return Votes.of(scale.labels(), weights::at);
  }

  @Override
  public boolean prefers() {
    return true;
  }

  @Override
  public List<Preferred> preferences(Consensus settled) {
    boolean first = label(settled.label()).direction() == Direction.A;
    return label(settled.label()).direction() == Direction.TIE
        ? List.of()
        : List.of(
            new Preferred(
                "",
                first ? 0 : 1,
                first ? 1 : 0,
                settled.confidence(),
                StrictMath.abs(settled.margin())));
  }

  private static PreferenceLabel label(Answer answer) {
    return ((Answer.Preference) answer).label();
  }
}
