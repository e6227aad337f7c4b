package assay.domain.measure.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoldQuestionTest {

  @Test
  void aQuestionThatMostPeopleMissIsSuspect() {
    assertThat(new GoldQuestion("g", 5, 2, 0).isSuspect()).isTrue();
    assertThat(new GoldQuestion("g", 6, 3, 0).isSuspect()).isFalse();
    assertThat(new GoldQuestion("g", 4, 0, 0).isSuspect()).as("too few").isFalse();
  }

  @Test
  void twoContestsMakeItSuspect() {
    assertThat(new GoldQuestion("g", 9, 9, 1).isSuspect()).isFalse();
    assertThat(new GoldQuestion("g", 9, 9, 2).isSuspect()).isTrue();
  }
}
