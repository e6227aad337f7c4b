package assay.domain.spec;

import assay.domain.Pair;
import assay.domain.TaskType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the questions of a qualification: gold lines, each with an {@code explanation} and perhaps
 * {@code "example": true}.
 */
public final class QuestionReader {
  private static final JsonMapper JSON = new JsonMapper();

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  private QuestionReader(String file) {
    this.file = file;
  }

  /**
   * @throws InvalidInput naming every bad line
   */
  public static List<Question> read(String file, TaskType task, String text) throws InvalidInput {
    return new QuestionReader(file).read(task, text);
  }

  private List<Question> read(TaskType task, String text) throws InvalidInput {
    List<Pair> pairs = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(new StringReader(text))) {
      var unused =
          new InputReader(file, InputReader.Kind.GOLD, task, 0, new HashSet<>())
              .read(lines, pairs::add);
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
    List<Question> questions = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        questions.add(question(pairs.get(questions.size()), number, line));
      }
    }
    if (questions.stream().allMatch(Question::example)) {
      problems.add(
          new Problem(file, 0, null, "has examples only; at least one line must be asked"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return questions;
  }

  private Question question(Pair pair, int number, String line) {
    JsonNode node = object(line);
    JsonNode explanation = node.path("explanation");
    JsonNode example = node.path("example");
    if (!explanation.isTextual() || explanation.textValue().isBlank()) {
      problem(number, "explanation", "is required: a text that says why the label is right");
    } else if (explanation.textValue().indexOf('\0') >= 0) {
      problem(
          number, "explanation", "holds the character U+0000, which cannot be stored; remove it");
    }
    if (!example.isMissingNode() && !example.isBoolean()) {
      problem(number, "example", "must be true or false");
    }
    return new Question(pair, explanation.asText(), example.asBoolean());
  }

  private static JsonNode object(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the line was read before", e);
    }
  }

  private void problem(int line, @Nullable String field, String message) {
    problems.add(new Problem(file, line, field, message));
  }
}
