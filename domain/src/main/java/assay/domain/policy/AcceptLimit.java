package assay.domain.policy;

import assay.domain.measure.calibration.Calibrator;
import assay.domain.policy.CalibrationCases.Case;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;

/**
 * Holds the accepted labels to the error that the spec allows.
 *
 * @param accept the least probability that is accepted from now on, in millionths
 * @param checks all spot checks so far
 * @param alarm what was found and what follows, empty while the error is not beyond doubt too high
 */
record AcceptLimit(int accept, SpotChecks checks, String alarm) {
  private static final int MILLION = CalibrationSnapshot.MILLION;

  static AcceptLimit of(
      CampaignSpec.Calibration wanted, List<Case> cases, Calibrator calibrator, int accept) {
    SpotChecks all = checks(cases, calibrator, 0);
    // What the threshold of today would have accepted: an error that was dealt with stays so.
    SpotChecks now = checks(cases, calibrator, accept);
    if (wanted.maxError() == 0 || !now.exceeds(wanted.maxError())) {
      return new AcceptLimit(accept, all, "");
    }
    String alarm =
        "spot checks found %d of %d accepted labels wrong, beyond prelabel.max_error %s"
            .formatted(now.wrong(), now.seen(), plain(BigDecimal.valueOf(wanted.maxError())));
    return switch (wanted.onError()) {
      case PAUSE -> new AcceptLimit(accept, all, alarm);
      case RAISE -> {
        int raised = raised(cases, calibrator, accept, wanted.maxError());
        String to =
            raised > MILLION
                ? "nothing more is accepted"
                : "accept_confidence rose to " + plain(BigDecimal.valueOf(raised, 6));
        yield new AcceptLimit(raised, all, alarm + "; " + to);
      }
    };
  }

  /** The lowest probability above the threshold from which on the checks stay within the limit. */
  private static int raised(List<Case> cases, Calibrator calibrator, int accept, double limit) {
    TreeSet<Integer> candidates = new TreeSet<>();
    for (Case each : cases) {
      if (each.accepted() && probability(calibrator, each) > accept) {
        candidates.add(probability(calibrator, each));
      }
    }
    for (int candidate : candidates) {
      SpotChecks above = checks(cases, calibrator, candidate);
      if (above.wrong() <= limit * above.seen()) {
        return candidate;
      }
    }
    return MILLION + 1;
  }

  private static SpotChecks checks(List<Case> cases, Calibrator calibrator, int least) {
    int seen = 0;
    int wrong = 0;
    for (Case each : cases) {
      if (each.accepted() && probability(calibrator, each) >= least) {
        seen++;
        wrong += each.refuted() ? 1 : 0;
      }
    }
    return new SpotChecks(seen, wrong);
  }

  private static int probability(Calibrator calibrator, Case each) {
    return (int)
        StrictMath.round(
            MILLION * calibrator.probability(each.verdict().confidence() / (double) MILLION));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
