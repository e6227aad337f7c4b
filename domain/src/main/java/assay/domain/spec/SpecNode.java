package assay.domain.spec;

import assay.domain.Wire;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of the YAML file, read field by field; remembers what was asked for, so that the rest
 * is unknown.
 */
final class SpecNode {
  private final String file;
  private final String path;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Problem> problems;

  SpecNode(String file, String path, @Nullable Node node, List<Problem> problems) {
    this.file = file;
    this.path = path;
    this.problems = problems;
    this.line = node == null ? 0 : node.getStartMark().getLine() + 1;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        int at = tuple.getKeyNode().getStartMark().getLine() + 1;
        if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
          problems.add(new Problem(file, at, path, "a field's name must be a plain word"));
          continue;
        }
        String key = name.getValue();
        if (values.put(key, tuple.getValueNode()) != null) {
          problems.add(new Problem(file, at, join(key), "is given twice; keep one"));
        }
        lines.put(key, at);
      }
    } else if (node != null && !isNull(node)) {
      problems.add(new Problem(file, line, path, "must hold fields (name: value)"));
    }
  }

  boolean has(String key) {
    return values.containsKey(key) && !isNull(values.get(key));
  }

  Set<String> keys() {
    known.addAll(values.keySet());
    return values.keySet();
  }

  int line(String key) {
    return lines.getOrDefault(key, line);
  }

  void problem(String key, String message) {
    problems.add(new Problem(file, line(key), join(key), message));
  }

  SpecNode child(String key) {
    known.add(key);
    return new SpecNode(file, join(key), values.get(key), problems);
  }

  @Nullable String text(String key) {
    return scalar(key, node -> node.getValue(), "must be a text", null);
  }

  String text(String key, String fallback) {
    String value = text(key);
    return value == null ? fallback : value;
  }

  boolean flag(String key, boolean fallback) {
    Boolean value =
        scalar(
            key,
            node ->
                switch (node.getValue()) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> null;
                },
            "must be true or false",
            fallback);
    return Boolean.TRUE.equals(value);
  }

  int integer(String key, int fallback, int least, int most) {
    String range = "must be a whole number from " + least + " to " + most;
    Integer value = scalar(key, node -> Integer.valueOf(node.getValue()), range, fallback);
    return value == null
        ? fallback
        : within(key, value, value >= least && value <= most, range, fallback);
  }

  long whole(String key, long fallback) {
    Long value =
        scalar(key, node -> Long.valueOf(node.getValue()), "must be a whole number", fallback);
    return value == null ? fallback : value;
  }

  double number(String key, double fallback, double least, double most) {
    String range = "must be a number from " + plain(least) + " to " + plain(most);
    Double value = scalar(key, node -> Double.valueOf(node.getValue()), range, fallback);
    return value == null
        ? fallback
        : within(key, value, value >= least && value <= most, range, fallback);
  }

  BigDecimal money(String key, BigDecimal fallback) {
    String form = "must be an amount in US dollars, 0 or more, such as 0.15";
    BigDecimal value = scalar(key, node -> new BigDecimal(node.getValue()), form, fallback);
    return value == null ? fallback : within(key, value, value.signum() >= 0, form, fallback);
  }

  /** An amount, or null for {@code auto}. */
  @Nullable BigDecimal moneyOrAuto(String key) {
    known.add(key);
    return !has(key) || "auto".equals(peek(key)) ? null : money(key, BigDecimal.ZERO);
  }

  Duration duration(String key, String fallback) {
    String form = "must be a duration such as 30s, 10m or 24h";
    Duration value =
        scalar(key, node -> parseDuration(node.getValue()), form, parseDuration(fallback));
    return value == null ? parseDuration(fallback) : value;
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
    String allowed = "must be one of " + String.join(", ", Wire.names(type));
    E value =
        scalar(key, node -> Wire.parse(type, node.getValue()).orElse(null), allowed, fallback);
    return value == null ? fallback : value;
  }

  List<String> texts(String key) {
    known.add(key);
    Node node = values.get(key);
    List<String> texts = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node each : sequence.getValue()) {
        if (each instanceof ScalarNode scalar && !isNull(each)) {
          texts.add(scalar.getValue());
        } else {
          problem(key, "must be a list of texts, such as [first, second]");
          return List.of();
        }
      }
    } else if (node != null && !isNull(node)) {
      problem(key, "must be a list of texts, such as [first, second]");
    }
    return texts;
  }

  /** Names every field that nobody asked for. */
  void rejectUnknown() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        problem(key, "unknown field" + Suggestion.of(key, known));
      }
    }
  }

  @Nullable String peek(String key) {
    return values.get(key) instanceof ScalarNode scalar && !isNull(scalar)
        ? scalar.getValue()
        : null;
  }

  /**
   * A field whose work comes later: what already works may be written, anything else is refused by
   * name.
   */
  void notYet(String key, String what, String... working) {
    known.add(key);
    Node node = values.get(key);
    if (node == null || isNull(node)) {
      return;
    }
    List<String> written =
        node instanceof SequenceNode sequence
            ? sequence.getValue().stream()
                .map(n -> n instanceof ScalarNode s ? s.getValue() : "?")
                .toList()
            : List.of(node instanceof ScalarNode s ? s.getValue() : "?");
    List<String> refused =
        written.stream().filter(w -> !Arrays.asList(working).contains(w)).toList();
    if (!refused.isEmpty()) {
      problem(
          key,
          String.join(", ", refused)
              + " is not available yet ("
              + what
              + "); leave the field out"
              + (working.length == 0 ? "" : " or write " + String.join(" or ", working)));
    }
  }

  private <T> @Nullable T scalar(
      String key, Function<ScalarNode, @Nullable T> parse, String form, @Nullable T fallback) {
    known.add(key);
    Node node = values.get(key);
    if (node == null || isNull(node)) {
      return fallback;
    }
    try {
      T value = node instanceof ScalarNode scalar ? parse.apply(scalar) : null;
      if (value != null) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: the form says what is allowed.
    }
    problem(key, form + (node instanceof ScalarNode s ? ", not '" + s.getValue() + "'" : ""));
    return fallback;
  }

  private <T> T within(String key, T value, boolean ok, String form, T fallback) {
    if (!ok) {
      problem(key, form + ", not " + value);
      return fallback;
    }
    return value;
  }

  private String join(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Where every field of a document is written, by dotted path. */
  static Map<String, Integer> lines(@Nullable Node document) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    collect("", document, lines);
    return lines;
  }

  private static void collect(String prefix, @Nullable Node node, Map<String, Integer> lines) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          String path = prefix.isEmpty() ? key.getValue() : prefix + "." + key.getValue();
          lines.put(path, key.getStartMark().getLine() + 1);
          collect(path, tuple.getValueNode(), lines);
        }
      }
    }
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static boolean isNull(@Nullable Node node) {
    return node == null || Tag.NULL.equals(node.getTag());
  }

  static Duration parseDuration(String text) {
    var match = java.util.regex.Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)").matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(text);
    }
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** The known name a misspelt one is nearest to. */
  static final class Suggestion {
    private Suggestion() {}

    static String of(String written, Set<String> known) {
      return known.stream()
          .map(name -> Map.entry(name, distance(written, name)))
          .filter(e -> e.getValue() <= Math.max(2, written.length() / 3))
          .min(Map.Entry.comparingByValue())
          .map(e -> "; did you mean '" + e.getKey() + "'?")
          .orElse("; known here: " + known.stream().sorted().collect(Collectors.joining(", ")));
    }

    private static int distance(String a, String b) {
      int[] row = new int[b.length() + 1];
      Arrays.setAll(row, j -> j);
      for (int i = 1; i <= a.length(); i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= b.length(); j++) {
          int above = row[j];
          int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          row[j] = Math.min(change, Math.min(row[j - 1], above) + 1);
          diagonal = above;
        }
      }
      return row[b.length()];
    }
  }
}
