package assay.domain.measure.oracles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Checks by path: every leaf of a section of the oracles must match exactly one pattern, so that a
 * value that nobody compares fails instead of being skipped in silence.
 */
public final class OracleChecks {
  /** Compares one expected value; group 1, 2… of the pattern are in {@code path}. */
  public interface Check {
    void compare(MatchResult path, JsonNode expected);
  }

  private record Rule(Pattern pattern, Check check) {}

  private final List<Rule> rules = new ArrayList<>();
  private final List<Pattern> notes = new ArrayList<>();

  /** Leaves to compare, by a pattern of their whole path. */
  public OracleChecks expect(String pattern, Check check) {
    rules.add(new Rule(Pattern.compile(pattern), check));
    return this;
  }

  /** Leaves that are no values: how a number was made, or inputs of other checks. */
  public OracleChecks note(String pattern) {
    notes.add(Pattern.compile(pattern));
    return this;
  }

  /** One test a leaf of the section. */
  public Stream<DynamicTest> tests(JsonNode section) {
    List<DynamicTest> tests = new ArrayList<>();
    leaves("", section, (path, value) -> test(path, value, tests));
    return tests.stream();
  }

  /** Equal to 1e-9, or both not a number. */
  public static void assertClose(double actual, JsonNode expected) {
    assertClose(actual, expected, 1e-9);
  }

  public static void assertClose(double actual, JsonNode expected, double tolerance) {
    if (Double.isNaN(expected.asDouble())) {
      assertThat(actual).isNaN();
    } else {
      assertThat(actual).isCloseTo(expected.asDouble(), within(tolerance));
    }
  }

  private void test(String path, JsonNode value, List<DynamicTest> tests) {
    if (notes.stream().anyMatch(note -> note.matcher(path).matches())) {
      return;
    }
    for (Rule rule : rules) {
      Matcher matcher = rule.pattern.matcher(path);
      if (matcher.matches()) {
        tests.add(
            DynamicTest.dynamicTest(
                path, () -> rule.check.compare(matcher.toMatchResult(), value)));
        return;
      }
    }
    tests.add(
        DynamicTest.dynamicTest(
            path,
            () -> {
              throw new AssertionError("nobody compares the oracle " + path);
            }));
  }

  private interface LeafVisitor {
    void visit(String path, JsonNode value);
  }

  private static void leaves(String path, JsonNode node, LeafVisitor visitor) {
    if (!node.isObject()) {
      visitor.visit(path, node);
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      leaves(
          path.isEmpty() ? field.getKey() : path + "/" + field.getKey(), field.getValue(), visitor);
    }
  }
}
