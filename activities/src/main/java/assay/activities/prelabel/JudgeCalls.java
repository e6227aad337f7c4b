package assay.activities.prelabel;

import assay.activities.model.CallFailed;
import assay.activities.model.ChatAnswer;
import assay.activities.model.ChatRequest;
import assay.activities.model.ChunkRun;
import assay.activities.store.Json;
import assay.activities.store.ModelCall;
import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.judge.JsonVerdict;
import assay.domain.judge.JudgePrompt;
import assay.domain.judge.LabelProbabilities;
import assay.domain.judge.Opinion;
import assay.domain.judge.OpinionReader;
import assay.domain.judge.VerdictProbabilities;
import assay.domain.policy.Draw;
import assay.domain.spec.CampaignSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls by which one judge is heard about a pair: each order as often as the spec wants
 * samples, and once more with a reminder when an answer held no verdict.
 *
 * <p>An opinion is always read from what is stored, so that a resumed chunk concludes the same.
 */
final class JudgeCalls {
  private static final int TOP_LOGPROBS = 5;
  private static final int ATTEMPTS = 2;

  private final CampaignSpec spec;
  private final String judge;
  private final CampaignSpec.Model endpoint;
  private final @Nullable String schema;
  private final ChunkRun run;

  JudgeCalls(CampaignSpec spec, String judge, ChunkRun run) {
    this.spec = spec;
    this.judge = judge;
    this.endpoint = spec.model(judge);
    this.schema =
        switch (endpoint.verdict()) {
          case TEXT -> null;
          case JSON_SCHEMA -> JsonVerdict.schema(spec);
        };
    this.run = run;
  }

  /**
   * @param sample from 1; each has a seed of its own, and each purpose too
   */
  Heard hear(Pair pair, boolean swapped, int sample) throws CallFailed, InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Opinion opinion = opinion(run.ask(question(pair, swapped, sample, attempt)));
      if (opinion != null) {
        return new Heard(opinion);
      }
    }
    return new Heard(null);
  }

  private ChunkRun.Question question(Pair pair, boolean swapped, int sample, int attempt) {
    String order = judge + (swapped ? "/ba" : "/ab");
    String variant = sample == 1 ? order : order + "/" + sample;
    List<Message> messages =
        attempt == 1
            ? JudgePrompt.question(spec, endpoint, pair, swapped)
            : JudgePrompt.reminder(spec, endpoint, pair, swapped);
    long seed =
        Draw.below(
            Integer.MAX_VALUE,
            spec.seed(),
            run.purpose() + "/" + variant + "/" + attempt,
            pair.id());
    ChatRequest request =
        new ChatRequest(
            endpoint,
            messages,
            spec.prelabel().temperature(),
            spec.prelabel().maxTokens(),
            seed,
            TOP_LOGPROBS,
            schema);
    return new ChunkRun.Question(
        pair.index(), variant, attempt, judge, request, this::probabilities);
  }

  private Optional<String> probabilities(ChatAnswer answer) {
    return VerdictProbabilities.of(answer.tokens(), spec.scale(), endpoint.verdict())
        .map(probabilities -> Json.write(probabilities.values()));
  }

  private @Nullable Opinion opinion(ModelCall call) {
    return OpinionReader.read(spec, endpoint.verdict(), call.answer(), stored(call.probabilities()))
        .orElse(null);
  }

  private static @Nullable LabelProbabilities stored(@Nullable String column) {
    return column == null
        ? null
        : new LabelProbabilities(Arrays.asList(Json.read(column, Double[].class)));
  }
}
