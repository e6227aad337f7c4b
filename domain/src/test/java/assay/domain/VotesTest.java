package assay.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VotesTest {
  private static List<Judgment> review(String... labels) {
    List<Judgment> judgments = new ArrayList<>();
    for (String label : labels) {
      Answer answer = new Answer.Preference(PreferenceLabel.of(label));
      judgments.add(new Judgment(0, Stage.REVIEW, judgments.size() + 1, answer, 200, false, 1));
    }
    return judgments;
  }

  @Test
  void theDirectionCountsBeforeTheStrength() {
    Votes votes = Votes.equal(review("A>>", "A>", "=", "B>>"));
    assertThat(votes.winner()).contains(Direction.A);
    assertThat(votes.share(Direction.A)).isEqualTo(0.5);
    assertThat(votes.strength(Direction.A)).isEqualTo(PreferenceLabel.A_BETTER);
  }

  @Test
  void aSharedFirstPlaceHasNoWinner() {
    assertThat(Votes.equal(review("A>", "B>")).winner()).isEmpty();
    assertThat(Votes.equal(review("A>", "=", "B>")).winner()).isEmpty();
    assertThat(Votes.equal(review("=", "A>", "B>", "B>>")).winner()).contains(Direction.B);
    assertThat(Votes.equal(review()).winner()).isEmpty();
  }

  @Test
  void ofTwoMiddlesTheWeakerStrengthIsTaken() {
    assertThat(Votes.equal(review("B>>", "B>")).strength(Direction.B))
        .isEqualTo(PreferenceLabel.B_BETTER);
    assertThat(Votes.equal(review("B>>", "B>>", "B>")).strength(Direction.B))
        .isEqualTo(PreferenceLabel.B_MUCH_BETTER);
    assertThat(Votes.equal(review("A>", "B>", "=")).median()).isEqualTo(PreferenceLabel.TIE);
    assertThat(Votes.equal(review("A>>", "=")).median()).isEqualTo(PreferenceLabel.TIE);
  }

  @Test
  void weightsCountInPlaceOfHeads() {
    double[] weights = {3, 0, 2};
    Votes votes = Votes.of(Scale.THREE.labels(), label -> weights[label]);
    assertThat(votes.winner()).contains(Direction.A);
    assertThat(votes.share(Direction.A)).isCloseTo(0.6, within(1e-12));
    assertThat(votes.meanMargin()).isCloseTo(0.2, within(1e-12));
  }
}
