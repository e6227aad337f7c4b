package assay.domain.judge;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Direction;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTest {
  private static Verdict says(String label, int confidence) {
    PreferenceLabel parsed = PreferenceLabel.of(label);
    return new Verdict(Verdict.Outcome.DECIDED, parsed, confidence, parsed.margin() * 1_000_000);
  }

  @Test
  void oneJudgeIsLeftAlone() {
    Verdict alone = says("A>>", 730_000);
    assertThat(Panel.EQUAL.verdict(List.of(alone), true)).isSameAs(alone);
  }

  @Test
  void beforeItIsFittedEveryJudgeCountsTheSame() {
    Verdict together =
        Panel.EQUAL.verdict(List.of(says("A>>", 900_000), says("A>", 600_000)), false);
    assertThat(together.label()).isEqualTo(PreferenceLabel.A_BETTER);
    assertThat(together.confidence()).isEqualTo(750_000);
    // 0.75 of strength 1.5 against 0.125 of strength 1.
    assertThat(together.margin()).isEqualTo(1_000_000);
    Verdict apart = Panel.EQUAL.verdict(List.of(says("A>", 900_000), says("B>", 600_000)), false);
    assertThat(apart.label()).isEqualTo(PreferenceLabel.A_BETTER);
    assertThat(apart.confidence()).isEqualTo(550_000);
  }

  @Test
  void evenSidesAreDrawnAndATieWinsOverBoth() {
    List<Verdict> opposed = List.of(says("A>", 800_000), says("B>>", 800_000));
    assertThat(Panel.EQUAL.verdict(opposed, false).label()).isEqualTo(PreferenceLabel.A_BETTER);
    assertThat(Panel.EQUAL.verdict(opposed, true).label()).isEqualTo(PreferenceLabel.B_MUCH_BETTER);
    List<Verdict> withTie = List.of(says("A>", 600_000), says("=", 600_000));
    assertThat(Panel.EQUAL.verdict(withTie, false).label()).isEqualTo(PreferenceLabel.TIE);
  }

  @Test
  void aJudgeWithoutAVerdictIsLeftOut() {
    Verdict rest = Panel.EQUAL.verdict(List.of(Verdict.UNPARSABLE, says("B>", 700_000)), false);
    assertThat(rest.label()).isEqualTo(PreferenceLabel.B_BETTER);
    assertThat(rest.confidence()).isEqualTo(700_000);
    assertThat(Panel.EQUAL.verdict(List.of(Verdict.UNREACHABLE, Verdict.UNPARSABLE), false))
        .isEqualTo(Verdict.UNPARSABLE);
    assertThat(Panel.EQUAL.verdict(List.of(Verdict.UNREACHABLE, Verdict.UNREACHABLE), false))
        .isEqualTo(Verdict.UNREACHABLE);
  }

  @Test
  void aFittedPanelFollowsWhoeverPeopleAgreeWith() {
    List<Panel.Known> known = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      boolean a = i % 2 == 0;
      // The first judge is right nine times in ten, the second says A whatever comes.
      Verdict good = says((i % 10 == 9) == a ? "B>" : "A>", 600_000);
      known.add(
          new Panel.Known(List.of(good, says("A>", 990_000)), a ? Direction.A : Direction.B, 1));
    }
    Panel panel = Panel.fit(2, known);
    Verdict verdict = panel.verdict(List.of(says("B>", 600_000), says("A>", 990_000)), false);
    assertThat(verdict.label()).isEqualTo(PreferenceLabel.B_BETTER);
    // The second judge says the same of everything, which says nothing.
    assertThat(verdict.confidence()).isBetween(850_000, 1_000_000);
    assertThat(panel.prior().get(Direction.A.ordinal())).isEqualTo(51 / 103.0);
    List<Panel.Known> backwards = new ArrayList<>(known);
    Collections.reverse(backwards);
    assertThat(Panel.fit(2, backwards)).isEqualTo(panel);
  }

  @Test
  void aPairOfWeightTwoCountsAsTwo() {
    Panel.Known one = new Panel.Known(List.of(says("A>", 1), says("B>", 1)), Direction.A, 1);
    Panel.Known two = new Panel.Known(one.each(), Direction.A, 2);
    assertThat(Panel.fit(2, List.of(two))).isEqualTo(Panel.fit(2, List.of(one, one)));
  }
}
