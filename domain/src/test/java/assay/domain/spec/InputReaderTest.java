package assay.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import assay.domain.spec.InputReader.Kind;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputReaderTest {
  private static final String GOOD = "{\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\"}";
  private final List<Pair> pairs = new ArrayList<>();

  private InputReader.Summary read(Kind kind, String text) throws IOException, InvalidInput {
    return new InputReader("in.jsonl", kind, Scale.FIVE, 0, new HashSet<>())
        .read(new BufferedReader(new StringReader(text)), pairs::add);
  }

  @Test
  void goodLinesBecomePairs() throws Exception {
    InputReader.Summary summary =
        read(
            Kind.PAIRS,
            GOOD
                + "\n\n"
                + "{\"id\":7,\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"response_a\":\"\",\"response_b\":\"\",\"domain\":\"law\",\"priority\":2,\"metadata\":{\"k\":[1]}}\n"
                + "{\"prompt\":\"p\",\"response_a\":\"b\",\"response_b\":\"a\"}\n");
    assertThat(pairs).extracting(Pair::id).containsExactly("line-1", "7", "line-4");
    assertThat(pairs.get(1).metadata()).isEqualTo("{\"k\":[1]}");
    assertThat(pairs.get(1).prompt().plain()).isFalse();
    assertThat(summary).isEqualTo(new InputReader.Summary(3, 1, 1, 1, 7));
    assertThat(summary.warnings("in.jsonl"))
        .containsExactly(
            "in.jsonl: 1 pair has an empty response; labelled as given",
            "in.jsonl: 1 pair has two identical responses; labelled as given",
            "in.jsonl: 1 pair has the same prompt and responses as an earlier pair; labelled as"
                + " given");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "[1] ~ must be a JSON object, such as {\"prompt\": …}",
        "{\"response_a\":\"a\",\"response_b\":\"b\"} ~ prompt: is required: a text, or a list of"
            + " {\"role\", \"content\"}",
        "{\"prompt\":[],\"response_a\":\"a\",\"response_b\":\"b\"} ~ prompt: must be a text or a"
            + " list of {\"role\": text, \"content\": text}",
        "{\"prompt\":[{\"role\":\"user\"}],\"response_a\":\"a\",\"response_b\":\"b\"} ~ prompt:"
            + " must be a text or a list of {\"role\": text, \"content\": text}",
        "{\"prompt\":\"p\",\"response_a\":\"a\"} ~ response_b: is required: a text (it may be"
            + " empty)",
        "{\"prompt\":\"p\",\"response_a\":5,\"response_b\":\"b\"} ~ response_a: must be a text, not"
            + " number",
        "{\"id\":\"\",\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\"} ~ id: must be a"
            + " text that is not empty",
        "{\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\",\"priority\":\"high\"} ~"
            + " priority: must be a number",
        "{\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\",\"metadata\":3} ~ metadata:"
            + " must be a JSON object",
        "{\"prompt\":\"p\\u0000\",\"response_a\":\"a\",\"response_b\":\"b\"} ~ prompt: holds the"
            + " character U+0000, which cannot be stored; remove it",
        "{\"prompt\":\"p\",\"response_a\":\"\\ud83d\",\"response_b\":\"b\"} ~ response_a: holds"
            + " half of a surrogate pair, which is no character; remove it",
        "{\"prompt\":\"p\",\"prompt\":\"q\",\"response_a\":\"a\",\"response_b\":\"b\"} ~ is not"
            + " valid JSON: Duplicate field 'prompt'",
      })
  void aBadLineIsNamedWithItsReason(String line, String message) {
    assertThatThrownBy(() -> read(Kind.PAIRS, GOOD + "\n" + line.strip() + "\n"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("in.jsonl:2: " + message.strip());
  }

  @Test
  void theFirstTwentyAreShownAndAllAreCounted() {
    String bad = "x\n".repeat(25);
    String shown =
        IntStream.rangeClosed(1, 20)
            .mapToObj(
                n ->
                    "in.jsonl:"
                        + n
                        + ": is not valid JSON: Unrecognized token 'x': was expecting (JSON String,"
                        + " Number, Array, Object or token 'null', 'true' or 'false')")
            .collect(Collectors.joining("\n"));
    assertThatThrownBy(() -> read(Kind.PAIRS, bad))
        .hasMessage(shown + "\n… and 5 more (25 in all)");
  }

  @Test
  void aRepeatedIdIsAnErrorAlsoAcrossFiles() {
    String named = "{\"id\":\"x\",\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\"}\n";
    assertThatThrownBy(() -> read(Kind.PAIRS, named + named))
        .hasMessage(
            "in.jsonl:2: id: 'x' is already used by an earlier line; every id must be its own");
  }

  @Test
  void goldNeedsALabelOfTheScaleAndLeavesThePairsTheirLineNames() throws Exception {
    Set<String> ids = new HashSet<>(Set.of("line-1"));
    String gold = "{\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\",\"label\":\"A>\"}\n";
    new InputReader("gold.jsonl", Kind.GOLD, Scale.FIVE, 5, ids)
        .read(new BufferedReader(new StringReader(gold)), pairs::add);
    assertThat(pairs.getFirst().id()).isEqualTo("gold-line-1");
    assertThat(pairs.getFirst().index()).isEqualTo(5);
    assertThat(pairs.getFirst().gold()).isEqualTo(PreferenceLabel.A_BETTER);
    assertThatThrownBy(() -> read(Kind.GOLD, GOOD))
        .hasMessage("in.jsonl:1: label: is required for gold: one of A>> A> = B> B>>");
    assertThatThrownBy(() -> read(Kind.GOLD, gold.replace("A>", "A")))
        .hasMessage("in.jsonl:1: label: must be one of A>> A> = B> B>>, not 'A'");
  }

  @Test
  void anEmptyFileAndOneThatIsNotUtf8AreTold() {
    assertThatThrownBy(() -> read(Kind.PAIRS, "\n \n"))
        .hasMessage("in.jsonl: has no lines; give at least one JSON object a line");
    byte[] latin =
        (GOOD + "\n" + GOOD.replace("p", "\u00fc")).getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(
            () ->
                new InputReader("in.jsonl", Kind.PAIRS, Scale.FIVE, 0, new HashSet<>())
                    .read(
                        new BufferedReader(
                            new InputStreamReader(
                                new ByteArrayInputStream(latin),
                                StandardCharsets.UTF_8.newDecoder())),
                        pairs::add))
        .isInstanceOf(InvalidInput.class)
        .hasMessageEndingWith(": is not UTF-8 text from here on");
  }
}
