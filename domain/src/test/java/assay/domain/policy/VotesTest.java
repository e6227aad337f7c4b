package assay.domain.policy;

import static assay.domain.policy.Evidence.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.Direction;
import assay.domain.PreferenceLabel;
import org.junit.jupiter.api.Test;

class VotesTest {
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
    Votes votes = Votes.weighted(review("A>", "B>", "B>"), j -> j.annotator() == 1 ? 3 : 1);
    assertThat(votes.winner()).contains(Direction.A);
    assertThat(votes.share(Direction.A)).isCloseTo(0.6, within(1e-12));
    assertThat(votes.meanMargin()).isCloseTo(0.2, within(1e-12));
  }
}
