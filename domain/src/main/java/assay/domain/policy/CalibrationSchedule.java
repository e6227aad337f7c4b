package assay.domain.policy;

import assay.domain.spec.CampaignSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which batches a calibration rests on, and which batches it decides.
 *
 * <p>The first one rests on the batches that hold {@code calibration_pairs}, and every later batch
 * waits for it. Each further one rests on a fifth more batches than the one before, and decides
 * those from one window later on. So the numbers of the batches alone say which calibration decides
 * what: in whatever order people finish them, the same evidence is decided by the same parameters.
 * After a judge has changed all this begins anew, from the first batch that was not open yet.
 */
public final class CalibrationSchedule {
  private static final double GROWTH = 1.2;

  private CalibrationSchedule() {}

  /** How many batches the first calibration rests on at least; 0 when nothing is calibrated. */
  public static int first(CampaignSpec spec) {
    return spec.calibrates() ? batches(spec, spec.prelabel().calibration().pairs()) : 0;
  }

  /** The last batch that the first one rests on when so many pairs are still wanting. */
  public static int extended(CampaignSpec spec, int through, int wanting) {
    return through + Math.max(1, batches(spec, wanting));
  }

  private static int batches(CampaignSpec spec, int pairs) {
    int size = spec.batch().size();
    return (pairs + size - 1) / size;
  }

  /** The last batch that the calibration after this one rests on. */
  public static int after(int from, int through) {
    int batches = through - from + 1;
    return from - 1 + Math.max(batches + 1, (int) Math.ceil(GROWTH * batches));
  }

  /** The first batch that a later calibration decides. */
  public static int decidesFrom(CampaignSpec spec, int through) {
    return through + spec.batch().window();
  }

  /**
   * The calibration by which a batch is decided, null when people decide all of it.
   *
   * @param known all calibrations of the batch's epoch so far, by version
   */
  public static @Nullable CalibrationSnapshot of(
      CampaignSpec spec, List<CalibrationSnapshot> known, int batch) {
    CalibrationSnapshot chosen = null;
    for (CalibrationSnapshot snapshot : known) {
      boolean decides =
          chosen == null
              ? batch > snapshot.through()
              : batch >= decidesFrom(spec, snapshot.through());
      if (decides) {
        chosen = snapshot;
      }
    }
    return chosen;
  }
}
