package assay.domain.generation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.generation.Contrast.Candidate;
import assay.domain.generation.Contrast.Found;
import assay.domain.generation.Contrast.None;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContrastTest {

  @Test
  void theBestIsSetAgainstTheWorstAndTheFirstOfEqualsIsTaken() {
    assertThat(Contrast.bestOfN(scored(5.0, 7.0, 2.0, 7.0, 2.0))).isEqualTo(new Found(1, 2));
    assertThat(Contrast.bestOfN(scored(null, 4.0, null, 3.0))).isEqualTo(new Found(1, 3));
  }

  @Test
  void withoutTwoDifferentScoresThereIsNothingToCompare() {
    assertThat(Contrast.bestOfN(scored(5.0, 5.0, null))).isEqualTo(new None(Lack.EQUAL_SCORES));
    assertThat(Contrast.bestOfN(scored(5.0, null))).isEqualTo(new None(Lack.UNSCORED));
    assertThat(Contrast.bestOfN(List.of())).isEqualTo(new None(Lack.UNSCORED));
  }

  @Test
  void theFirstAcceptedIsSetAgainstTheFirstRejected() {
    assertThat(Contrast.rejection(scored(6.9, 8.0, 7.0, 1.0), 7)).isEqualTo(new Found(1, 0));
    assertThat(Contrast.rejection(scored(null, 7.0, 6.0), 7)).isEqualTo(new Found(1, 2));
    assertThat(Contrast.rejection(scored(6.0, 5.0), 7)).isEqualTo(new None(Lack.NONE_ACCEPTED));
    assertThat(Contrast.rejection(scored(8.0, null), 7)).isEqualTo(new None(Lack.NONE_REJECTED));
    assertThat(Contrast.rejection(scored(null, null), 7)).isEqualTo(new None(Lack.UNSCORED));
  }

  @Test
  void whatKeptMostOfThemFromAScoreIsNamed() {
    Candidate empty = new Candidate(new Response(" ", "stop"), null);
    Candidate cut = new Candidate(new Response("So", "length"), null);

    assertThat(Contrast.bestOfN(List.of(empty, cut, cut))).isEqualTo(new None(Lack.TRUNCATED));
    assertThat(Contrast.bestOfN(List.of(empty, empty, cut))).isEqualTo(new None(Lack.EMPTY));
    assertThat(Contrast.rejection(List.of(cut, empty), 7)).isEqualTo(new None(Lack.TRUNCATED));
    assertThat(Candidate.scorable(cut.response())).isFalse();
    assertThat(Candidate.scorable(empty.response())).isFalse();
    assertThat(Candidate.scorable(new Response("a", ""))).isTrue();
  }

  private static List<Candidate> scored(@Nullable Double... scores) {
    List<Candidate> candidates = new ArrayList<>();
    for (Double score : scores) {
      candidates.add(new Candidate(new Response("text " + candidates.size(), "stop"), score));
    }
    return candidates;
  }
}
