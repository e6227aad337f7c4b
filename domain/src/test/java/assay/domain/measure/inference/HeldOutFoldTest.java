package assay.domain.measure.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Answers;
import assay.domain.measure.simulation.World;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What candidates are compared by, and what the simplest of them assume. */
class HeldOutFoldTest {
  private static final World CROWD = World.crowd(2000, 5, 50, 3, 0.65, 0.65, 0, 1);

  /** Everybody is right with this probability, whatever they answered. */
  private record Known(Answers answers, double accuracy) implements ConfusionModel {
    @Override
    public void maximise(double[] counts) {}

    @Override
    public double[] confusion() {
      int q = answers.nLabels();
      double[] cells = new double[ConfusionEm.cells(answers)];
      Arrays.setAll(cells, c -> c / q % q == c % q ? accuracy : (1 - accuracy) / (q - 1));
      return cells;
    }

    @Override
    public double logPrior() {
      return 0;
    }
  }

  @Test
  void whoIsSurerOrLessSureThanTheEvidenceAllowsLoses() {
    assertThat(score(0.65)).isGreaterThan(score(0.95) + 20).isGreaterThan(score(0.45) + 20);
  }

  @Test
  void ofEquallyGoodPeopleTheMajoritysModelFindsTheAccuracyAndTheMajority() {
    Answers answers = CROWD.answers();
    SharedCoinModel model = new SharedCoinModel(answers);

    InferredTruth truth = new ConfusionEm(answers, Options.DEFAULT, model).run(Method.MAJORITY);

    assertThat(model.knowing()).isCloseTo((3 * 0.65 - 1) / 2, within(0.015));
    Posterior votes = Votes.majority(answers, Options.DEFAULT).posterior();
    for (int t = 0; t < answers.nTasks(); t++) {
      assertThat(truth.posterior().leaders(t)).isEqualTo(votes.leaders(t));
    }
  }

  @Test
  void whoGaveNoAnswerIsAnOrdinaryMemberOfTheCrowd() {
    Answers answers = Answers.of(new int[0], new int[0], new int[0], 0, 2, 2);
    CrowdCoinModel model = new CrowdCoinModel(answers);

    // The first was right 76 times and wrong 16 times; the second did not answer.
    model.maximise(new double[] {38, 8, 8, 38, 0, 0, 0, 0});

    double crowd = (76 + 1.0) / (92 + 2);
    assertThat(model.confusion()[0]).isCloseTo((76 + 4 * crowd) / (92 + 4), within(1e-12));
    assertThat(model.confusion()[4]).isCloseTo(crowd, within(1e-12));
  }

  private static double score(double accuracy) {
    Answers answers = CROWD.answers();
    HeldOutFold fold = HeldOutFold.of(answers, CanonicalOrder.places(answers), 2, 0);
    ConfusionEm em =
        new ConfusionEm(fold.rest(), Options.DEFAULT, new Known(fold.rest(), accuracy));
    em.run(Method.MAJORITY);
    return Arrays.stream(fold.scores(em, (3 * 0.65 - 1) / 2)).sum();
  }
}
