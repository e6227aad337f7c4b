package assay.activities.generation;

import assay.activities.store.ModelCall;
import assay.domain.generation.Contrast;
import assay.domain.generation.Response;
import org.jspecify.annotations.Nullable;

/**
 * A response that a model wrote, and perhaps what it scores.
 *
 * @param score null when nothing scores it, or no score could be read
 */
record Draft(ModelCall call, @Nullable Double score) {
  Response response() {
    return new Response(call.answer(), call.finishReason());
  }

  Contrast.Candidate candidate() {
    return new Contrast.Candidate(response(), score);
  }
}
