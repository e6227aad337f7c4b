package assay.activities.generation;

import assay.activities.model.CallFailed;
import assay.activities.model.ChatRequest;
import assay.activities.model.ChunkRun;
import assay.activities.model.ScoreReply;
import assay.activities.store.ModelCall;
import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.judge.JsonVerdict;
import assay.domain.judge.RubricScore;
import assay.domain.policy.Draw;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The calls by which a response is scored: a judge by the rubric, or an endpoint of its own.
 *
 * <p>An answer that holds no score is asked for once more; after that the response has none.
 */
final class Scores {
  private static final int ATTEMPTS = 2;

  private final CampaignSpec spec;
  private final CampaignSpec.Scoring scoring;
  private final ChunkRun run;

  Scores(CampaignSpec spec, ChunkRun run) {
    this.spec = spec;
    this.scoring =
        Objects.requireNonNull(spec.generation().scoring(), "the strategy needs a scoring");
    this.run = run;
  }

  /**
   * @param number of the candidate in its round, from 1
   */
  Optional<Double> of(Pair pair, String response, int round, int number)
      throws CallFailed, InterruptedException {
    String variant = "score/%d/%02d".formatted(round, number);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Double> score = score(pair, response, variant, attempt);
      if (score.isPresent()) {
        return score;
      }
    }
    return Optional.empty();
  }

  private Optional<Double> score(Pair pair, String response, String variant, int attempt)
      throws CallFailed, InterruptedException {
    String judge = scoring.judge();
    if (judge != null) {
      CampaignSpec.Model model = spec.model(judge);
      ModelCall call =
          run.ask(
              question(pair, variant, attempt, judge, judged(pair, response, variant, attempt)));
      return RubricScore.read(spec.rubric(), model.verdict(), call.answer());
    }
    ModelCall call = run.ask(question(pair, variant, attempt, "scoring", posted(pair, response)));
    return ScoreReply.score(call.answer());
  }

  private static ChunkRun.Question question(
      Pair pair, String variant, int attempt, String model, ChatRequest request) {
    return new ChunkRun.Question(
        pair.index(), variant, attempt, model, request, answer -> Optional.empty());
  }

  private ChatRequest judged(Pair pair, String response, String variant, int attempt) {
    CampaignSpec.Model model = spec.model(Objects.requireNonNull(scoring.judge()));
    long seed =
        Draw.below(
            Integer.MAX_VALUE, spec.seed(), "generate/" + variant + "/" + attempt, pair.id());
    return new ChatRequest(
        model,
        RubricScore.question(spec, model, pair.prompt(), response, attempt > 1),
        spec.prelabel().temperature(),
        spec.prelabel().maxTokens(),
        seed,
        0,
        switch (model.verdict()) {
          case TEXT -> null;
          case JSON_SCHEMA -> JsonVerdict.scoresSchema(spec.rubric());
        });
  }

  /** The response as the last turn of the conversation. */
  private ChatRequest posted(Pair pair, String response) {
    List<Message> turns = new ArrayList<>(pair.prompt().messages());
    turns.add(new Message("assistant", response));
    return new ChatRequest(Objects.requireNonNull(scoring.endpoint()), turns, 0, 0, 0, 0);
  }
}
