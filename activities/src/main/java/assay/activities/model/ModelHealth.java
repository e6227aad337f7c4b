package assay.activities.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells, within an attempt at a chunk, a model that answers nobody from a question that fails.
 *
 * <p>Of a model that answered nothing at all the chunk is tried again, because its pairs are not to
 * blame; unless it was given up, for being down too long.
 */
final class ModelHealth {
  private final Map<String, State> models = new TreeMap<>();

  private static final class State {
    boolean answered;
    boolean givenUp;
    String lastFailure = "";
  }

  synchronized void answered(String model) {
    state(model).answered = true;
  }

  synchronized void failed(String model, String failure) {
    state(model).lastFailure = failure;
  }

  synchronized void givenUp(String model) {
    state(model).givenUp = true;
  }

  /** The failure of a model that answered nothing. */
  synchronized Optional<String> silent() {
    return models.values().stream()
        .filter(state -> !state.answered && !state.givenUp && !state.lastFailure.isEmpty())
        .map(state -> state.lastFailure)
        .findFirst();
  }

  private State state(String model) {
    return models.computeIfAbsent(model, name -> new State());
  }
}
