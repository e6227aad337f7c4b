package assay.activities.model;

import io.temporal.failure.ApplicationFailure;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells a model that is down from a question that fails.
 *
 * <p>Down: access was refused, or eight questions in a row came to nothing, or none of an attempt
 * was answered. Then the chunk stops and is tried again later, because its pairs are not to blame;
 * on a late attempt the model is given up instead, and its pairs go on without it.
 */
final class ModelHealth {
  private static final int IN_A_ROW = 8;

  private final boolean givesUp;
  private final Map<String, State> models = new TreeMap<>();

  private static final class State {
    boolean answered;
    int failedInARow;
    String lastFailure = "";
    boolean givenUp;
  }

  ModelHealth(boolean givesUp) {
    this.givesUp = givesUp;
  }

  synchronized void answered(String model) {
    State state = state(model);
    state.answered = true;
    state.failedInARow = 0;
  }

  /**
   * @param accessRefused whether access as such was refused
   * @throws ApplicationFailure when the model is down
   */
  synchronized void failed(String model, String failure, boolean accessRefused) {
    State state = state(model);
    state.failedInARow++;
    state.lastFailure = failure;
    if (accessRefused || state.failedInARow >= IN_A_ROW) {
      down(state);
    }
  }

  /** The reason for which the model is no longer asked, null while it is. */
  synchronized @Nullable String givenUp(String model) {
    State state = state(model);
    return state.givenUp ? state.lastFailure : null;
  }

  /**
   * @throws ApplicationFailure when a model answered nothing at all
   */
  synchronized void ended() {
    for (State state : models.values()) {
      if (state.failedInARow > 0 && !state.answered) {
        down(state);
      }
    }
  }

  private void down(State state) {
    if (!givesUp) {
      throw ApplicationFailure.newFailure(state.lastFailure, "ModelUnavailable");
    }
    state.givenUp = true;
  }

  private State state(String model) {
    return models.computeIfAbsent(model, name -> new State());
  }
}
