package assay.domain.judge;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictParserTest {

  @ParameterizedTest
  @CsvSource({"A>>B,A>>", "A>B,A>", "A=B,=", "B>A,B>", "B>>A,B>>"})
  void theFiveForms(String form, String label) {
    assertThat(VerdictParser.parse("Reasons.\nVERDICT: " + form, Scale.FIVE))
        .contains(PreferenceLabel.of(label));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VERDICT: B>A",
        "VERDICT:B>A",
        "  VERDICT:   B>A  \r\n\r\n",
        "**VERDICT: B>A**",
        "**VERDICT:** B>A",
        "* VERDICT: **B>A**\nThat is all.",
        "VERDICT: A>>B\nOn reflection:\nVERDICT: B>A",
        "The form is VERDICT: A>B or so\nVERDICT: B>A\nnot VERDICT: A=B",
      })
  void theLastLineThatStartsWithTheWordCounts(String answer) {
    assertThat(VerdictParser.parse(answer, Scale.FIVE)).contains(PreferenceLabel.B_BETTER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "VERDICT:",
        "VERDICT: ",
        "I cannot decide.",
        "I say VERDICT: A>B",
        "verdict: A>B",
        "VERDICT: A",
        "VERDICT: A>B>A",
        "VERDICT: A > B",
        "VERDICT: A>B or B>A",
        "VERDICT: A>B.",
        "VERDICT: A<B",
        "VERDICT: A>B\nVERDICT: none",
        "VERDICT:\nA>B",
        "> VERDICT: A>B",
      })
  void anythingElseIsNoVerdict(String answer) {
    assertThat(VerdictParser.parse(answer, Scale.FIVE)).isEmpty();
  }

  @Test
  void scaleThreeMergesStrengths() {
    assertThat(VerdictParser.parse("VERDICT: A>>B", Scale.THREE))
        .contains(PreferenceLabel.A_BETTER);
    assertThat(VerdictParser.parse("VERDICT: B>>A", Scale.THREE))
        .contains(PreferenceLabel.B_BETTER);
    assertThat(VerdictParser.parse("VERDICT: A=B", Scale.THREE)).contains(PreferenceLabel.TIE);
  }

  @Test
  void withoutTiesATieIsNoVerdict() {
    assertThat(VerdictParser.parse("VERDICT: A=B", Scale.NO_TIE)).isEmpty();
    assertThat(VerdictParser.parse("VERDICT: A>>B", Scale.NO_TIE))
        .contains(PreferenceLabel.A_MUCH_BETTER);
  }

  @Test
  void aLongLineOfAsterisksIsReadInOneGo() {
    assertThat(VerdictParser.parse("*".repeat(2_000_000) + "VERDICT: A>B", Scale.FIVE))
        .contains(PreferenceLabel.A_BETTER);
  }
}
