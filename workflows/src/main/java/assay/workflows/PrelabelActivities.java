package assay.workflows;

import io.temporal.activity.ActivityInterface;

/** Phase 2: what the judges say, and where each pair goes from there. */
@ActivityInterface
public interface PrelabelActivities {
  /** What the answers of a first judging are kept for. */
  String JUDGING = "judge";

  /** The same of a batch that judges again. */
  static String judging(int batch) {
    return JUDGING + "/" + batch;
  }

  /**
   * Asks the judges and stores their verdicts; an answered call is never paid for again.
   *
   * @param calibration version of what decides the batch, stored before; 0 without one
   */
  VerdictColumns prelabel(Chunk chunk, int calibration);

  /**
   * Hands in, as files, what will be asked of judges with a batch lane; what is handed in already
   * is not handed in again.
   *
   * @return questions whose answers may still come
   */
  int submitPrelabel(Chunk chunk);

  /**
   * The same as {@link #prelabel}, of the pairs that the chunk's batch judges again; the others of
   * the chunk are {@link VerdictColumns#kept kept}.
   */
  VerdictColumns judgeAgain(Chunk chunk, int calibration);

  /** The same as {@link #submitPrelabel}, of the pairs that the chunk's batch judges again. */
  int submitAgain(Chunk chunk);
}
