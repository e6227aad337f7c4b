package assay.domain;

import assay.domain.measure.consensus.TextMedoid;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** A text that people write; none is right, and no agreement is asked. */
public record FreeText() implements TaskType {
  static final String NAME = "free_text";

  /** The longest text, in Unicode code points. */
  static final int LONGEST = 20_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int estimatedSeconds() {
    return 120;
  }

  @Override
  public Responses responses() {
    return Responses.ONE_OR_NONE;
  }

  @Override
  public List<String> fields() {
    return List.of("text");
  }

  @Override
  public String form() {
    return "a text that is not blank, of at most 20,000 characters";
  }

  @Override
  public Answer read(JsonNode value, Supplier<Pair> item) throws UnusableAnswer {
    if (!value.isTextual()
        || value.textValue().isBlank()
        || value.textValue().codePointCount(0, value.textValue().length()) > LONGEST) {
      throw AnswerJson.wrong("", form(), value);
    }
    String text = value.textValue();
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new UnusableAnswer(
          "", "holds the character U+0000 or half of a surrogate pair, which cannot be stored");
    }
    return new Answer.Text(text);
  }

  @Override
  public JsonNode json(Answer answer) {
    return JsonNodeFactory.instance.textNode(((Answer.Text) answer).text());
  }

  @Override
  public Answer decode(String text) {
    return new Answer.Text(text);
  }

  /** One less the distance of the texts. */
  @Override
  public double agreement(Answer one, Answer other) {
    return 1 - TextMedoid.distance(((Answer.Text) one).text(), ((Answer.Text) other).text());
  }

  @Override
  public String measure() {
    return "likeness of two texts, character by character";
  }

  @Override
  public boolean comparable() {
    return false;
  }

  /** Who wrote is enough: workflows decide by it and see no texts. */
  @Override
  public OptionalDouble support(List<Answer> answers) {
    return answers.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(1);
  }

  /** The text closest to the others, the first of several; as sure as it is close. */
  @Override
  public Consensus consensus(Tally tally) {
    List<String> texts =
        tally.answers().stream().map(answer -> ((Answer.Text) answer).text()).toList();
    TextMedoid medoid = TextMedoid.of(texts, tally.weights().toArray());
    return Consensus.of(
        new Answer.Text(texts.get(medoid.medoids().at(0))), 1 - medoid.meanDistance());
  }
}
