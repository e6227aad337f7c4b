package assay.domain.measure.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogProductTest {

  @Test
  void isTheSumOfTheLogarithmsHoweverSmallOrLargeTheProduct() {
    for (double scale : new double[] {1e-300, 1e-12, 1, 1e12, 1e300}) {
      Random random = new Random(1);
      LogProduct product = new LogProduct();
      double logs = 0;
      for (int i = 0; i < 10_000; i++) {
        double factor = scale * (0.1 + random.nextDouble());
        product.times(factor);
        logs += Math.log(factor);
      }
      assertThat(product.log())
          .as("factors about %s", scale)
          .isCloseTo(logs, within(1e-8 * Math.abs(logs)));
    }
  }

  @Test
  void knowsFactorsByTheirLogarithmsAndImpossibleOnes() {
    LogProduct product = new LogProduct();
    product.times(2);
    product.timesExp(-1000);
    assertThat(product.log()).isCloseTo(Math.log(2) - 1000, within(1e-12));

    product.times(0);
    assertThat(product.log()).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
