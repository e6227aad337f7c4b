package assay.domain.spec;

import assay.domain.Pair;
import assay.domain.PairwiseComparison;
import assay.domain.Prompt;
import assay.domain.TaskType;
import assay.domain.UnusableAnswer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads input lines (JSONL) one at a time, and names every bad one with its number and reason. */
public final class InputReader {

  /** What a file's lines are. */
  public enum Kind {
    PAIRS,
    PROMPTS,
    /** What other task types than pairwise comparison look at. */
    ITEMS,
    /** Pairs or items with a known answer. */
    GOLD
  }

  /**
   * What was read, and what is worth a warning.
   *
   * @param what a row is called
   * @param characters of all prompts and responses
   */
  public record Summary(
      String what,
      int rows,
      int emptyResponses,
      int identicalResponses,
      int repeatedTexts,
      long characters) {
    public List<String> warnings(String file) {
      List<String> warnings = new ArrayList<>();
      warn(warnings, file, emptyResponses, "an empty response");
      warn(warnings, file, identicalResponses, "two identical responses");
      warn(warnings, file, repeatedTexts, "the same prompt and responses as an earlier " + what);
      return warnings;
    }

    private void warn(List<String> warnings, String file, int count, String lack) {
      if (count > 0) {
        warnings.add(
            file
                + ": "
                + count
                + " "
                + what
                + (count == 1 ? " has " : "s have ")
                + lack
                + "; labelled as given");
      }
    }
  }

  private static final int KEPT = 20;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;
  private final Kind kind;
  private final TaskType task;
  private final int firstIndex;
  private final Set<String> ids;
  private final Set<Long> texts = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private long problemCount;
  private int line;
  private int empty;
  private int identical;
  private int repeated;
  private long characters;

  /**
   * @param firstIndex index of the first row in the campaign
   * @param ids ids that are taken; those read here are added
   */
  public InputReader(String file, Kind kind, TaskType task, int firstIndex, Set<String> ids) {
    this.file = file;
    this.kind = kind;
    this.task = task;
    this.firstIndex = firstIndex;
    this.ids = ids;
  }

  /**
   * Hands each good row to {@code sink} until the first bad line, then only looks for more bad
   * lines.
   *
   * @throws InvalidInput naming the first bad lines and counting all
   */
  public Summary read(BufferedReader reader, Consumer<Pair> sink) throws IOException, InvalidInput {
    int rows = 0;
    try {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (text.isBlank()) {
          continue;
        }
        Pair pair = row(text, firstIndex + rows);
        if (pair != null && problemCount == 0) {
          rows++;
          count(pair);
          sink.accept(pair);
        }
      }
    } catch (java.nio.charset.CharacterCodingException e) {
      line++;
      bad(null, "is not UTF-8 text from here on");
    }
    if (problemCount == 0 && rows == 0) {
      line = 0;
      bad(null, "has no lines; give at least one JSON object a line");
    }
    if (problemCount > 0) {
      throw new InvalidInput(problems, problemCount);
    }
    String what = task instanceof PairwiseComparison ? "pair" : "item";
    return new Summary(what, rows, empty, identical, repeated, characters);
  }

  private void count(Pair pair) {
    List<String> responses = pair.responses().stream().sorted().toList();
    characters += pair.prompt().text().length();
    if (responses.isEmpty() && kind == Kind.PROMPTS) {
      return;
    }
    characters += responses.stream().mapToLong(String::length).sum();
    empty += responses.contains("") ? 1 : 0;
    identical += new HashSet<>(responses).size() < responses.size() ? 1 : 0;
    List<String> fields = new ArrayList<>(responses);
    fields.addFirst(pair.prompt().text());
    // 64 bits of a hash: at a million pairs a false warning has a chance of 1 in 10^7.
    byte[] leaf = assay.domain.Merkle.leaf(fields.toArray(String[]::new));
    repeated += texts.add(java.nio.ByteBuffer.wrap(leaf).getLong()) ? 0 : 1;
  }

  private @Nullable Pair row(String text, int index) {
    long before = problemCount;
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      bad(null, "is not valid JSON: " + e.getOriginalMessage());
      return null;
    }
    if (!node.isObject()) {
      bad(null, "must be a JSON object, such as {\"prompt\": …}");
      return null;
    }
    InputLine written = new InputLine(node, task, this::bad);
    String id = id(node, written);
    Prompt prompt = written.prompt();
    List<String> responses = kind == Kind.PROMPTS ? List.of() : written.responses();
    boolean whole = problemCount == before;
    String domain = written.text("domain", false);
    double priority = written.priority();
    String metadata = written.metadata();
    if (prompt == null) {
      return null;
    }
    Pair pair = new Pair(index, id, prompt, responses, domain, priority, metadata, null);
    // An answer may depend on what it is about; that of two responses never does.
    if (kind == Kind.GOLD && (whole || task.responses() == TaskType.Responses.TWO)) {
      pair = gold(node, pair);
    }
    return problemCount > before ? null : pair;
  }

  private String id(JsonNode node, InputLine written) {
    JsonNode value = node.get("id");
    String id = "line-" + line;
    if (kind == Kind.GOLD && ids.contains(id)) {
      id = "gold-" + id; // The pairs' own file has such a line too.
    }
    if (value != null && !value.isNull()) {
      if ((value.isTextual() && !value.textValue().isEmpty()) || value.isIntegralNumber()) {
        id = value.asText();
      } else {
        bad("id", "must be a text that is not empty");
      }
    }
    if (!written.clean("id", id)) {
      return id;
    }
    if (!ids.add(id)) {
      bad("id", "'" + id + "' is already used by an earlier line; every id must be its own");
    }
    return id;
  }

  /** The same with the known answer; without where that is wrong, which is then noted. */
  private Pair gold(JsonNode node, Pair pair) {
    JsonNode value = node.get("label");
    if (value == null || value.isNull()) {
      bad("label", "is required for gold: " + task.form());
      return pair;
    }
    try {
      String gold = task.read(value, () -> pair).encode();
      return new Pair(
          pair.index(),
          pair.id(),
          pair.prompt(),
          pair.responses(),
          pair.domain(),
          pair.priority(),
          pair.metadata(),
          gold);
    } catch (UnusableAnswer e) {
      bad("label" + e.path(), e.reason());
      return pair;
    }
  }

  private void bad(@Nullable String field, String message) {
    problemCount++;
    if (problems.size() < KEPT) {
      problems.add(new Problem(file, line, field, message));
    }
  }
}
