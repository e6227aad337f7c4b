package assay.domain.spec;

import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Prompt;
import assay.domain.Scale;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    GOLD
  }

  /**
   * What was read, and what is worth a warning.
   *
   * @param characters of all prompts and responses
   */
  public record Summary(
      int rows, int emptyResponses, int identicalResponses, int repeatedTexts, long characters) {
    public List<String> warnings(String file) {
      List<String> warnings = new ArrayList<>();
      warn(warnings, file, emptyResponses, "an empty response");
      warn(warnings, file, identicalResponses, "two identical responses");
      warn(warnings, file, repeatedTexts, "the same prompt and responses as an earlier pair");
      return warnings;
    }

    private static void warn(List<String> warnings, String file, int count, String what) {
      if (count > 0) {
        warnings.add(
            file
                + ": "
                + count
                + (count == 1 ? " pair has " : " pairs have ")
                + what
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
  private final Scale scale;
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
  public InputReader(String file, Kind kind, Scale scale, int firstIndex, Set<String> ids) {
    this.file = file;
    this.kind = kind;
    this.scale = scale;
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
    return new Summary(rows, empty, identical, repeated, characters);
  }

  private void count(Pair pair) {
    String a = pair.responseA();
    String b = pair.responseB();
    characters += pair.prompt().text().length();
    if (a == null || b == null) {
      return;
    }
    characters += a.length() + b.length();
    empty += a.isEmpty() || b.isEmpty() ? 1 : 0;
    identical += a.equals(b) ? 1 : 0;
    // 64 bits of a hash: at a million pairs a false warning has a chance of 1 in 10^7.
    boolean ordered = a.compareTo(b) <= 0;
    byte[] leaf = assay.domain.Merkle.leaf(pair.prompt().text(), ordered ? a : b, ordered ? b : a);
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
    String id = id(node);
    Prompt prompt = prompt(node);
    boolean ready = kind != Kind.PROMPTS;
    String a = ready ? text(node, "response_a", true) : null;
    String b = ready ? text(node, "response_b", true) : null;
    PreferenceLabel gold = kind == Kind.GOLD ? gold(node) : null;
    String domain = text(node, "domain", false);
    double priority = priority(node);
    String metadata = metadata(node);
    if (problemCount > before || prompt == null) {
      return null;
    }
    return new Pair(index, id, prompt, a, b, domain, priority, metadata, gold);
  }

  private String id(JsonNode node) {
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
    if (!clean("id", id)) {
      return id;
    }
    if (!ids.add(id)) {
      bad("id", "'" + id + "' is already used by an earlier line; every id must be its own");
    }
    return id;
  }

  private @Nullable Prompt prompt(JsonNode node) {
    JsonNode value = node.get("prompt");
    if (value == null || value.isNull()) {
      bad("prompt", "is required: a text, or a list of {\"role\", \"content\"}");
      return null;
    }
    if (value.isTextual()) {
      return clean("prompt", value.textValue()) ? Prompt.ofText(value.textValue()) : null;
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode each : value) {
      JsonNode role = each.get("role");
      JsonNode content = each.get("content");
      if (role == null || !role.isTextual() || content == null || !content.isTextual()) {
        messages.clear();
        break;
      }
      if (clean("prompt", role.textValue() + content.textValue())) {
        messages.add(new Message(role.textValue(), content.textValue()));
      }
    }
    if (!value.isArray() || messages.isEmpty()) {
      bad("prompt", "must be a text or a list of {\"role\": text, \"content\": text}");
      return null;
    }
    return Prompt.ofMessages(messages);
  }

  private @Nullable String text(JsonNode node, String field, boolean required) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      if (required) {
        bad(field, "is required: a text (it may be empty)");
      }
      return null;
    }
    if (!value.isTextual()) {
      bad(
          field,
          "must be a text, not "
              + value.getNodeType().toString().toLowerCase(java.util.Locale.ROOT));
      return null;
    }
    return clean(field, value.textValue()) ? value.textValue() : null;
  }

  /**
   * PostgreSQL cannot hold the character U+0000, so it is refused where a person can still mend it.
   */
  private boolean clean(String field, String text) {
    if (text.indexOf('\0') >= 0) {
      bad(field, "holds the character U+0000, which cannot be stored; remove it");
      return false;
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      bad(field, "holds half of a surrogate pair, which is no character; remove it");
      return false;
    }
    return true;
  }

  private @Nullable PreferenceLabel gold(JsonNode node) {
    String allowed =
        String.join(" ", scale.labels().stream().map(PreferenceLabel::symbol).toList());
    JsonNode value = node.get("label");
    if (value == null || !value.isTextual()) {
      bad("label", "is required for gold: one of " + allowed);
      return null;
    }
    return scale.labels().stream()
        .filter(label -> label.symbol().equals(value.textValue()))
        .findFirst()
        .orElseGet(
            () -> {
              bad("label", "must be one of " + allowed + ", not '" + value.textValue() + "'");
              return null;
            });
  }

  private double priority(JsonNode node) {
    JsonNode value = node.get("priority");
    if (value == null || value.isNull()) {
      return 0;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      bad("priority", "must be a number");
      return 0;
    }
    return value.doubleValue();
  }

  private @Nullable String metadata(JsonNode node) {
    JsonNode value = node.get("metadata");
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      bad("metadata", "must be a JSON object");
      return null;
    }
    return clean("metadata", value.toString()) ? value.toString() : null;
  }

  private void bad(@Nullable String field, String message) {
    problemCount++;
    if (problems.size() < KEPT) {
      problems.add(new Problem(file, line, field, message));
    }
  }
}
