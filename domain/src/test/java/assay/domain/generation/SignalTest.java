package assay.domain.generation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.generation.Signal.Missing;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
  private static final String LONG =
      IntStream.range(0, 120)
          .mapToObj(i -> "w" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + " ")
          .collect(Collectors.joining());

  @Test
  void twoThatDifferAreWorthComparing() {
    assertThat(Signal.missing(said("Yes, it is."), said("No, it is not."))).isEmpty();
    assertThat(Signal.missing(said("I cannot help with that."), said("Take the train.")))
        .as("one refusal is a signal")
        .isEmpty();
    assertThat(Signal.missing(said("+"), said("-"))).isEmpty();
  }

  @Test
  void theSideAtFaultIsWrittenAgain() {
    Response cut = new Response("So", "length");
    assertThat(Signal.missing(said(" \n"), said("a")))
        .contains(new Missing(Lack.EMPTY, true, false));
    assertThat(Signal.missing(said("a"), cut)).contains(new Missing(Lack.TRUNCATED, false, true));
    assertThat(Signal.missing(new Response("So", "max_tokens"), cut))
        .contains(new Missing(Lack.TRUNCATED, true, true));
    assertThat(Signal.missing(said("a\n"), said(" a")))
        .contains(new Missing(Lack.IDENTICAL, false, true));
    assertThat(Signal.missing(said("I\u2019m sorry, but I can\u2019t."), said("I must decline.")))
        .contains(new Missing(Lack.REFUSED, true, true));
  }

  @Test
  void theFirstLackInOrderIsTheOneThatCounts() {
    assertThat(Signal.missing(new Response("", "length"), said("")).map(Missing::lack))
        .contains(Lack.EMPTY);
    assertThat(Signal.missing(said("I can't help."), said("I can't help.")).map(Missing::lack))
        .contains(Lack.IDENTICAL);
  }

  @Test
  void nearlyTheSameWordsAreNoSignalUnlessANumberDiffers() {
    assertThat(lack("Yes, it is!", "yes \u201cit is\u201d")).contains(Lack.NEAR_IDENTICAL);
    assertThat(lack(LONG + "yes", LONG + "Yes, perhaps")).contains(Lack.NEAR_IDENTICAL);
    assertThat(lack(LONG + "so 41", LONG + "so 42")).isEmpty();
    assertThat(lack(LONG + "x is 3.5", LONG + "x is 35")).isEmpty();
    assertThat(lack("It is red.", "It is blue.")).isEmpty();
    assertThat(lack("a + b", "a - b")).isEmpty();
  }

  @Test
  void likenessIsTheShareOfCommonTriplesOfWords() {
    // abc bcd cde / abc bcd cdf: two of four
    assertThat(Likeness.of("a b c d e", "A, b c d; f")).isEqualTo(0.5);
    assertThat(Likeness.of("a b", "a b c")).isZero();
    assertThat(Likeness.of("", "")).isZero();
    assertThat(Likeness.of("\uff41 b", "a b")).as("NFKC").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I can't help with that.",
        "I CANNOT   assist you here.",
        "Sorry, but I can\u2019t do this.",
        "As an AI language model, I cannot provide medical advice.",
        "  I must decline this request."
      })
  void refusalsAreKnownByTheirPhrases(String text) {
    assertThat(Refusal.in(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "You can't help them if you don't ask.",
        "The clerk said: one moment please. Then, after a long time in which nobody moved or spoke,"
            + " she said: I cannot help you.",
        ""
      })
  void otherTextsAreNone(String text) {
    assertThat(Refusal.in(text)).isFalse();
  }

  private static Optional<Lack> lack(String first, String second) {
    return Signal.missing(said(first), said(second)).map(Missing::lack);
  }

  private static Response said(String text) {
    return new Response(text, "stop");
  }
}
