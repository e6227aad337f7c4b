package assay.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.measure.SplitMix64;
import assay.domain.policy.CanaryRule.Comparison;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryRuleTest {
  private static final List<String> STEADY = List.of("AAAABBBB==", "AAAABBBB==", "AAAABBBB==");

  private static CanaryLook look(int number, List<String> askings, Comparison comparison) {
    return new CanaryLook("j", number, 10 * number - 9, askings, List.of(), List.of(), comparison);
  }

  @Test
  void aQuestionCountsWhenOneOfFourAnswersIsUnlikeTheRest() {
    //                 all alike, look odd, reference odd, two and two, all different
    List<String> reference = List.of("AAAAA", "AAAA=", "AABBB");
    assertThat(CanaryRule.compare(reference, "ABABA")).isEqualTo(new Comparison(5, 2, 1));
    assertThat(CanaryRule.compare(STEADY, STEADY.getFirst())).isEqualTo(new Comparison(10, 0, 0));
  }

  @Test
  void whatWasNotHeardIsNotComparedAndAnAnswerWithoutAVerdictIs() {
    assertThat(CanaryRule.compare(List.of("-A?A", "AA?A", "AA?A"), "B-??"))
        .isEqualTo(new Comparison(2, 1, 1));
    assertThat(CanaryRule.sign(Verdict.UNREACHABLE)).isEqualTo('-');
    assertThat(CanaryRule.sign(Verdict.UNPARSABLE)).isEqualTo('?');
    assertThat(
            CanaryRule.sign(
                new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.B_MUCH_BETTER, 1, -2)))
        .isEqualTo('B');
  }

  /** Tails of the binomial distribution with 1/4, computed in whole numbers elsewhere. */
  @Test
  void theProbabilitiesAreThoseOfTheBinomialDistribution() {
    assertThat(CanaryRule.atLeast(0, 0)).isEqualTo(1);
    assertThat(CanaryRule.atLeast(5, 5)).isEqualTo(0.0009765625);
    assertThat(CanaryRule.atLeast(6, 7)).isCloseTo(0.0013427734375, within(1e-15));
    assertThat(CanaryRule.atLeast(12, 20)).isCloseTo(0.000935391579332645, within(1e-15));
    assertThat(CanaryRule.atLeast(30, 60)).isCloseTo(2.6694272174083797e-05, within(1e-16));
    // The most questions there can be stay within double precision.
    assertThat(CanaryRule.atLeast(0, 1000)).isCloseTo(1, within(1e-9));
  }

  @Test
  void fiveChangesOfASteadyJudgeAreAnAlarmAndFourAreNot() {
    assertThat(CanaryRule.compare(STEADY, "BBBBABBB==").changed()).isTrue();
    assertThat(CanaryRule.compare(STEADY, "BBBBBBBB==").changed()).isFalse();
    // A judge that is unsure of as many others needs more: chance explains some.
    assertThat(new Comparison(40, 10, 5).changed()).isFalse();
    assertThat(new Comparison(40, 20, 11).changed()).isFalse();
    assertThat(new Comparison(40, 20, 12).changed()).isTrue();
  }

  /** Fifty questions, from no doubt at all to the most; another model turns some of them. */
  private static String asked(SplitMix64 draws, double doubts, double turned) {
    StringBuilder asking = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      boolean other = draws.nextDouble() < turned;
      boolean first = draws.nextDouble() >= doubts * i / 50;
      asking.append(first == other ? 'B' : 'A');
    }
    return asking.toString();
  }

  /** How many of 4,000 looks at 50 questions are alarms. */
  private static int alarms(double doubts, double turned) {
    int alarms = 0;
    SplitMix64 draws = new SplitMix64(2027);
    for (int look = 0; look < 4000; look++) {
      List<String> reference =
          List.of(asked(draws, doubts, 0), asked(draws, doubts, 0), asked(draws, doubts, 0));
      alarms += CanaryRule.compare(reference, asked(draws, doubts, turned)).changed() ? 1 : 0;
    }
    return alarms;
  }

  @Test
  void aJudgeThatStaysTheSameRarelyAlarmsHoweverUnsureItIs() {
    // At a rate of 0.001 at most, 4 are expected and 12 or more have a probability of 0.001.
    assertThat(alarms(0, 0)).isZero();
    assertThat(alarms(0.1, 0)).isLessThan(12);
    assertThat(alarms(0.5, 0)).isLessThan(12);
  }

  @Test
  void aModelThatDecidesThreeInTenOtherwiseIsNoticed() {
    assertThat(alarms(0, 0.3)).isGreaterThan(3960);
    // A judge that changes its own mind in one of twenty answers.
    assertThat(alarms(0.1, 0.3)).isGreaterThan(3200);
  }

  private static CanaryLook reference(String signs, int... percents) {
    List<Integer> confidences = java.util.Arrays.stream(percents).boxed().toList();
    return new CanaryLook(
        "j",
        1,
        1,
        List.of(signs, signs, signs),
        List.of(confidences, confidences, confidences),
        List.of("m fp_1"),
        Comparison.NONE);
  }

  @Test
  void confidenceAloneIsComparedWhereAllFourPreferTheSameSide() {
    CanaryLook reference = reference("AAAB=?", 90, 90, 90, 90, 90, 0);
    // Two points or more count; another side, and an answer without a verdict, do not.
    assertThat(CanaryRule.compare(reference, "AAAAB?", List.of(92, 91, 88, 99, 99, 0)))
        .isEqualTo(new Comparison(6, 2, 2, new CanaryRule.Shift(1, 1), new CanaryRule.Shift(1, 1)));
    CanaryLook shaky =
        new CanaryLook(
            "j",
            1,
            1,
            List.of("AA", "AA", "AA"),
            List.of(List.of(95, 80), List.of(90, 80), List.of(90, 82)),
            List.of(),
            Comparison.NONE);
    assertThat(CanaryRule.compare(shaky, "AA", List.of(90, 70)))
        .isEqualTo(new Comparison(2, 0, 0, new CanaryRule.Shift(2, 0), new CanaryRule.Shift(1, 1)));
  }

  @Test
  void aJudgeThatIsLessSureThanBeforeHasChanged() {
    CanaryLook reference = reference("AAAABB", 90, 90, 90, 90, 90, 90);
    List<Integer> lower = List.of(70, 70, 70, 70, 70, 70);
    Comparison comparison = CanaryRule.compare(reference, "AAAABB", lower);
    assertThat(comparison.changed()).isTrue();
    CanaryLook look =
        new CanaryLook(
            "j", 2, 11, List.of("AAAABB"), List.of(lower), List.of("m fp_1", "m fp_2"), comparison);
    assertThat(look.change())
        .isEqualTo(
            "judge j is less sure of its canary since look 2 (its confidence is the lowest of four"
                + " for 6 of 6 answers, 1.5 expected)");
    assertThat(CanaryRule.compare(reference, "AAAABB", List.of(70, 70, 70, 70, 70, 90)).changed())
        .isFalse();
    assertThat(look.newlyServed(List.of(reference)))
        .contains("judge j is answered by m fp_2 since look 2, before by m fp_1");
    assertThat(look.newlyServed(List.of())).isEmpty();
    assertThat(reference.newlyServed(List.of(look))).isEmpty();
  }

  @Test
  void theNewestReferenceCountsUntilTheJudgeChanges() {
    List<CanaryLook> looks = new ArrayList<>();
    assertThat(CanaryRule.reference(looks)).isEmpty();
    looks.add(look(1, List.of("AAAA----", "AAAAA---", "AAAAA---"), Comparison.NONE));
    assertThat(CanaryRule.reference(looks)).isEmpty();
    looks.add(look(2, STEADY, Comparison.NONE));
    looks.add(look(3, List.of("AAAABBBB=="), new Comparison(10, 0, 0)));
    assertThat(CanaryRule.reference(looks)).contains(looks.get(1));
    looks.add(look(4, List.of("BBBBAAAA=="), new Comparison(10, 8, 8)));
    assertThat(CanaryRule.reference(looks)).isEmpty();
    assertThat(looks.getLast().change())
        .isEqualTo(
            "judge j answers its canary differently since look 4 (8 of 10 answers changed, 2.0"
                + " expected)");
  }
}
