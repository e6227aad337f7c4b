package assay.activities.generation;

import assay.activities.model.CallFailed;
import assay.activities.model.ChatRequest;
import assay.activities.model.ChunkRun;
import assay.activities.store.ModelCall;
import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.generation.ResponsePlan;
import assay.domain.policy.Draw;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls by which models answer a prompt: the model's system prompt, then the prompt's turns.
 */
final class Writing {
  private final CampaignSpec spec;
  private final ChunkRun run;

  Writing(CampaignSpec spec, ChunkRun run) {
    this.spec = spec;
    this.run = run;
  }

  /**
   * @param variant which of a pair's responses; with the round it draws the seed
   */
  ModelCall ask(Pair pair, String variant, ResponsePlan.Source source, int round)
      throws CallFailed, InterruptedException {
    CampaignSpec.Model endpoint = spec.model(source.model());
    List<Message> messages = new ArrayList<>();
    if (!endpoint.system().isBlank()) {
      messages.add(new Message("system", endpoint.system()));
    }
    messages.addAll(pair.prompt().messages());
    long seed =
        Draw.below(Integer.MAX_VALUE, spec.seed(), "generate/" + variant + "/" + round, pair.id());
    ChatRequest request =
        new ChatRequest(
            endpoint, messages, source.temperature(), spec.generation().maxTokens(), seed, 0);
    return run.ask(
        new ChunkRun.Question(
            pair.index(), variant, round, source.model(), request, answer -> Optional.empty()));
  }
}
