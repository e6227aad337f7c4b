package assay.domain.policy;

import static assay.domain.policy.Evidence.FIVE;
import static assay.domain.policy.Evidence.THREE;
import static assay.domain.policy.Evidence.judgment;
import static assay.domain.policy.Evidence.preference;
import static assay.domain.policy.Evidence.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.Judgment;
import assay.domain.Stage;
import assay.domain.measure.inference.Options;
import assay.domain.measure.quality.GoldRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdTest {

  @Test
  void reliabilityLeavesOnesOwnVoteOut() {
    Crowd.Gathering gathering = new Crowd.Gathering(FIVE);
    gathering.addPair(0, review("A>", "A>>", "B>"));
    gathering.addGold(judgment(9, Stage.GOLD, 3, "A>>", 10), preference("A>"));
    List<Crowd.Person> people = gathering.done().people();
    assertThat(people).extracting(Crowd.Person::annotator).containsExactly(1, 2, 3);
    assertThat(people)
        .extracting(Crowd.Person::gold)
        .containsExactly(new GoldRecord(0, 0, 0), new GoldRecord(0, 0, 0), new GoldRecord(1, 0, 1));
    // Annotators 1 and 2 are held against A and B, half of which is theirs; 3 against A and A.
    assertThat(people.get(0).reliability().score()).isCloseTo(0.2 + 0.15 + 0.3, within(1e-12));
    assertThat(people.get(2).reliability().score()).isCloseTo(0.4 + 0 + 0.3, within(1e-12));
  }

  @Test
  void expertsAreNotPartOfTheCrowdButTheirTimeIsKnown() {
    List<Judgment> all = new ArrayList<>(review("A>", "B>"));
    all.add(judgment(0, Stage.EXPERT, 9, "=", 9));
    Crowd.Gathering gathering = new Crowd.Gathering(THREE);
    gathering.addPair(0, all);
    gathering.addPair(5, List.of(judgment(5, Stage.EXPERT, 9, "=", 10)));
    gathering.addPair(7, review("="));
    Crowd crowd = gathering.done();
    assertThat(crowd.answers().size()).isEqualTo(3);
    assertThat(crowd.task(0)).isZero();
    assertThat(crowd.task(5)).isEqualTo(Options.UNKNOWN);
    assertThat(crowd.task(7)).isEqualTo(1);
    assertThat(crowd.people()).extracting(Crowd.Person::annotator).containsExactly(1, 2, 9);
  }
}
