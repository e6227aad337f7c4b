package assay.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.domain.Pair;
import assay.domain.PairwiseComparison;
import assay.domain.Scale;
import assay.domain.TaskType;
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
  private static final TaskType PAIRS = new PairwiseComparison(Scale.FIVE);
  private final List<Pair> pairs = new ArrayList<>();

  private InputReader.Summary read(Kind kind, String text) throws IOException, InvalidInput {
    return new InputReader("in.jsonl", kind, PAIRS, 0, new HashSet<>())
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
    assertThat(summary).isEqualTo(new InputReader.Summary("pair", 3, 1, 1, 1, 7));
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
    new InputReader("gold.jsonl", Kind.GOLD, PAIRS, 5, ids)
        .read(new BufferedReader(new StringReader(gold)), pairs::add);
    assertThat(pairs.getFirst().id()).isEqualTo("gold-line-1");
    assertThat(pairs.getFirst().index()).isEqualTo(5);
    assertThat(pairs.getFirst().gold()).isEqualTo("A>");
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
                new InputReader("in.jsonl", Kind.PAIRS, PAIRS, 0, new HashSet<>())
                    .read(
                        new BufferedReader(
                            new InputStreamReader(
                                new ByteArrayInputStream(latin),
                                StandardCharsets.UTF_8.newDecoder())),
                        pairs::add))
        .isInstanceOf(InvalidInput.class)
        .hasMessageEndingWith(": is not UTF-8 text from here on");
  }

  private static TaskType type(String name) {
    return TaskType.of(name, Scale.FIVE, List.of("good", "bad"), List.of("tone"), 5).orElseThrow();
  }

  private void items(String type, Kind kind, String text) throws IOException, InvalidInput {
    var unused =
        new InputReader("in.jsonl", kind, type(type), 0, new HashSet<>())
            .read(new BufferedReader(new StringReader(text.replace('\'', '"'))), pairs::add);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          preference_ranking ~ {'prompt':'p','responses':['x','','z'],'label':[['B'],['A','C']]} ~ [x, , z] ~ B>AC
          likert_scale ~ {'prompt':'p','response':'r','label':{'tone':3}} ~ [r] ~ 3
          classification ~ {'prompt':'p','label':'bad'} ~ [] ~ bad
          span_annotation ~ {'prompt':'p','response':'some','label':[{'start':0,'end':4,'label':'bad'}]} ~ [some] ~ 0-4:1
          multi_turn_dialog ~ {'prompt':[{'role':'assistant','content':'hi'}],'label':{'turns':{'0':'good'},'label':'bad'}} ~ [] ~ "0:good\nbad"
          """)
  void anItemAndItsGoldHaveTheFormOfTheirType(
      String type, String line, String responses, String gold) throws Exception {
    items(type, Kind.GOLD, line);
    assertThat(pairs.getFirst().responses()).hasToString(responses);
    assertThat(pairs.getFirst().gold()).isEqualTo(gold);
    items(type, Kind.ITEMS, line);
    assertThat(pairs.getLast().gold()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          preference_ranking ~ {'prompt':'p','responses':['x']} ~ responses: is required: a list of 2 to 9 texts
          preference_ranking ~ {'prompt':'p','responses':['x',7]} ~ responses[1]: must be a text (it may be empty)
          preference_ranking ~ {'prompt':'p','responses':['x','y'],'response':'z'} ~ response: preference_ranking takes responses, a list of texts
          preference_ranking ~ {'prompt':'p','responses':['x','y'],'label':[['A']]} ~ label: leaves out 'B'; rank every response
          likert_scale ~ {'prompt':'p'} ~ response: is required: a text (it may be empty)
          likert_scale ~ {'prompt':'p','response':'r','label':{'tone':9}} ~ label.tone: must be a whole number from 1 to 5, not 9
          likert_scale ~ {'prompt':'p','response':'r'} ~ label: is required for gold: an object with a whole number from 1 to 5 for each of tone
          classification ~ {'prompt':'p','responses':['r']} ~ responses: classification takes one response, a text
          span_annotation ~ {'prompt':'p','response':'r','label':[{'start':0,'end':2,'label':'bad'}]} ~ label[0].end: must be a whole number above start and at most 1 (the end is not part of it), not 2
          multi_turn_dialog ~ {'prompt':'p'} ~ prompt: must be a list of messages with at least one of the role assistant
          multi_turn_dialog ~ {'prompt':[{'role':'user','content':'hi'}]} ~ prompt: must be a list of messages with at least one of the role assistant
          """)
  void whatAnItemLacksIsNamed(String type, String line, String message) {
    assertThatThrownBy(() -> items(type, Kind.GOLD, line)).hasMessage("in.jsonl:1: " + message);
  }

  @Test
  void aDialogOfMoreTurnsThanAHistoryHoldsIsNamed() {
    String turns = "{'role':'assistant','content':'a'},".repeat(100);
    String line = "{'prompt':[%s{'role':'assistant','content':'b'}]}".formatted(turns);
    assertThatThrownBy(() -> items("multi_turn_dialog", Kind.ITEMS, line))
        .hasMessage("in.jsonl:1: prompt: has 101 turns of the assistant; give at most 100");
  }
}
