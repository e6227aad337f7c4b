package assay.domain.judge;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import assay.domain.judge.AnswerToken.Alternative;
import assay.domain.spec.CampaignSpec.VerdictForm;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VerdictProbabilitiesTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-12);

  @Test
  void aVerdictOfOneToken() {
    var p =
        of(
            Scale.FIVE,
            token("Reasons.\nVERDICT: ", 0.9),
            token("A>B", 0.62, "A>B", 0.62, "A>>B", 0.1, "A=B", 0.09, "B>A", 0.08, "B>>A", 0.07));

    assertValues(p, 0.1, 0.62, 0.09, 0.08, 0.07);
  }

  @Test
  void aVerdictOfSeveralTokensIsTheirProduct() {
    var p =
        of(
            Scale.FIVE,
            token("VERDICT:", 0.5),
            token(" A", 0.8, " A", 0.8, " B", 0.2),
            token(">>", 0.6, ">>", 0.6, "=", 0.3, ">", 0.1),
            token("B", 0.9, "B", 0.9, "\n", 0.1));

    // " B" can begin B>A and B>>A; "A>" can become A>B, or still the verdict itself.
    assertValues(p, 0.8 * 0.6 * 0.9, 0.8 * 0.1 / 2, 0.8 * 0.3, 0.1, 0.1);
  }

  @Test
  void theVerdictMayShareATokenWithWhatSurroundsIt() {
    var p =
        of(
            Scale.FIVE,
            token("**VERDICT", 0.5),
            token(":** B", 0.7, ":** A", 0.3),
            token(">A**\n", 0.5, ">>A", 0.4, "ah", 0.1));

    assertValues(p, 0.1, 0.1, 0.1, 0.35, 0.7 * 0.4);
  }

  @Test
  void aWholeLabelAsAlternativeKeepsItsFullMass() {
    var p =
        of(
            Scale.FIVE,
            token("VERDICT: ", 1),
            token("A", 0.5, "B>>A", 0.3, "A=B\n", 0.1),
            token(">B", 1));

    assertValues(p, 0, 0.5, 0.1, 0, 0.3);
  }

  @Test
  void onlyTheLastVerdictLineIsMeasured() {
    var p =
        of(
            Scale.FIVE,
            token("VERDICT: ", 1),
            token("B>A", 0.2, "A>>B", 0.8),
            token("\nNo:\nVERDICT: ", 1),
            token("A=B", 0.7, "\nVERDICT: B>A", 0.2, "*", 0.1));

    assertValues(p, 0, 0, 0.7, 0, 0);
  }

  @Test
  void scaleThreeAddsUpTheStrengths() {
    var p =
        of(
            Scale.THREE,
            token("VERDICT: ", 1),
            token("A>>B", 0.5, "A>B", 0.25, "A=B", 0.2, "B>>A", 0.05));

    assertValues(p, 0, 0.75, 0.2, 0.05, 0);
  }

  @Test
  void withoutTiesTheTieGetsNothing() {
    var p = of(Scale.NO_TIE, token("VERDICT: ", 1), token("A>B", 0.5, "B", 0.3, "A=B", 0.2));

    assertValues(p, 0, 0.5, 0, 0.15, 0.15);
  }

  @Test
  void roundingAboveOneIsOne() {
    var p =
        VerdictProbabilities.of(
                List.of(new AnswerToken("VERDICT: A>B", 1e-9, List.of())),
                Scale.FIVE,
                VerdictForm.TEXT)
            .orElseThrow();

    assertThat(p.of(PreferenceLabel.A_BETTER)).isEqualTo(1.0);
  }

  @Test
  void inJsonTheValueOfTheLastVerdictCounts() {
    var tokens =
        List.of(
            token("{\"reasons\": \"a \\\"verdict\\\": \\\"A>B\\\"\", \"verdict\":", 1),
            token(" \"", 1),
            token("B", 0.9, "A", 0.1),
            token(">", 0.8, ">>", 0.2),
            token("A\"}", 1.0));

    var p = VerdictProbabilities.of(tokens, Scale.FIVE, VerdictForm.JSON_SCHEMA).orElseThrow();

    // B>A is 0.9 · 0.8; the first token's alternative begins three forms, the second's one.
    assertValues(p, 0.1 / 3, 0.1 / 3, 0.1 / 3, 0.72, 0.18);
    assertThat(VerdictProbabilities.of(tokens, Scale.FIVE, VerdictForm.TEXT)).isEmpty();
  }

  @Test
  void tokensWithoutAVerdictGiveNothing() {
    assertThat(VerdictProbabilities.of(List.of(), Scale.FIVE, VerdictForm.TEXT)).isEmpty();
    assertThat(
            VerdictProbabilities.of(
                List.of(token("VERDICT: maybe", 1)), Scale.FIVE, VerdictForm.TEXT))
        .isEmpty();
    assertThat(
            VerdictProbabilities.of(
                List.of(token("VERDICT: A=B", 1)), Scale.NO_TIE, VerdictForm.TEXT))
        .isEmpty();
  }

  @Test
  void swappingTwiceChangesNothing() {
    var p = new LabelProbabilities(List.of(0.1, 0.2, 0.3, 0.25, 0.15));

    assertThat(p.swapped().values()).containsExactly(0.15, 0.25, 0.3, 0.2, 0.1);
    assertThat(p.swapped().swapped()).isEqualTo(p);
    assertThat(p.margin()).isEqualTo(-p.swapped().margin(), EXACT);
  }

  private static LabelProbabilities of(Scale scale, AnswerToken... tokens) {
    return VerdictProbabilities.of(List.of(tokens), scale, VerdictForm.TEXT).orElseThrow();
  }

  private static AnswerToken token(String text, double probability, Object... alternatives) {
    List<Alternative> top = new ArrayList<>();
    for (int i = 0; i < alternatives.length; i += 2) {
      top.add(new Alternative((String) alternatives[i], Math.log((double) alternatives[i + 1])));
    }
    return new AnswerToken(text, Math.log(probability), top);
  }

  private static void assertValues(LabelProbabilities actual, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.values().get(i)).as("label " + i).isEqualTo(expected[i], EXACT);
    }
  }
}
