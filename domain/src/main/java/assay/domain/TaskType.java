package assay.domain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * What people are asked to do with an item: the form of its answers, how far two answers agree,
 * what several come to, and what is exported of it. All that depends on the type is in its class.
 */
public sealed interface TaskType
    permits Categorical, PreferenceRanking, LikertScale, SpanAnnotation, FreeText {

  /** An answer that agrees so far with the known one is right. */
  double RIGHT = 0.8;

  /** How many responses an item brings along. */
  enum Responses {
    /** {@code response_a} and {@code response_b}. */
    TWO,
    /** {@code responses}, two to nine. */
    SEVERAL,
    /** {@code response}. */
    ONE,
    /** {@code response}, or none: then the prompt is what is looked at. */
    ONE_OR_NONE,
    /** None: the prompt is a dialog. */
    DIALOG
  }

  /** The names, in the order of the documentation. */
  List<String> NAMES =
      List.of(
          PreferenceRanking.NAME,
          LikertScale.NAME,
          Classification.NAME,
          SpanAnnotation.NAME,
          FreeText.NAME,
          PairwiseComparison.NAME,
          MultiTurnDialog.NAME);

  /** All fields of a submission that hold an answer to some type. */
  List<String> FIELDS = List.of("label", "ranking", "ratings", "spans", "text", "turns");

  /**
   * The type of this name, empty when there is none.
   *
   * @param dimensions of the rubric
   */
  static Optional<TaskType> of(
      String name, Scale scale, List<String> labels, List<String> dimensions, int points) {
    return Optional.ofNullable(
        switch (name) {
          case PairwiseComparison.NAME -> new PairwiseComparison(scale);
          case PreferenceRanking.NAME -> new PreferenceRanking();
          case LikertScale.NAME -> new LikertScale(dimensions, points);
          case Classification.NAME -> new Classification(labels);
          case SpanAnnotation.NAME -> new SpanAnnotation(labels);
          case FreeText.NAME -> new FreeText();
          case MultiTurnDialog.NAME -> new MultiTurnDialog(labels);
          default -> null;
        });
  }

  /** The name in specs and in the desk's replies. */
  String name();

  /** Seconds that one answer takes, the reference for pay and estimates. */
  int estimatedSeconds();

  Responses responses();

  /** What may be chosen, in order; empty where nothing is chosen from a list. */
  default List<String> labels() {
    return List.of();
  }

  /** The fields of a submission that hold the answer. */
  List<String> fields();

  /** What an answer looks like, for a sentence such as "must be …". */
  String form();

  /**
   * Reads an answer in its JSON form: the value of the one field, or an object of all.
   *
   * @param item asked for only by types whose answers depend on it
   */
  Answer read(JsonNode value, Supplier<Pair> item) throws UnusableAnswer;

  /** The JSON form of an answer or of a consensus. */
  JsonNode json(Answer answer);

  Answer decode(String text);

  /** How far two answers to one item agree, from 0 to 1; either may be a consensus. */
  double agreement(Answer one, Answer other);

  /** What {@link #agreement} is the share of, for a sentence such as "the mean …". */
  String measure();

  /** Whether one answer can be held against another at all. */
  default boolean comparable() {
    return true;
  }

  /** Whether an answer to a gold question is right. */
  default boolean right(Answer answer, Answer known) {
    return agreement(answer, known) >= RIGHT;
  }

  /**
   * How far people stand behind what their answers come to, from 0 to 1, each counting the same;
   * empty when it is not decided what that is. Where answers are no labels it is their mean
   * agreement with the consensus.
   */
  default OptionalDouble support(List<Answer> answers) {
    if (answers.isEmpty()) {
      return OptionalDouble.empty();
    }
    Tally tally = Tally.equal(answers);
    return OptionalDouble.of(tally.agreement(this, consensus(tally).label()));
  }

  /** What these answers come to; there is at least one. */
  Consensus consensus(Tally tally);

  /**
   * A label as the known answer of a question that others are asked, in the form in which people
   * answer; empty where it would be none.
   */
  default Optional<Answer> known(Answer label) {
    return comparable() ? Optional.of(label) : Optional.empty();
  }

  /** Whether labels become rows of chosen and rejected responses. */
  default boolean prefers() {
    return false;
  }

  /** Which response is preferred to which. */
  default List<Preferred> preferences(Consensus label) {
    return List.of();
  }
}
