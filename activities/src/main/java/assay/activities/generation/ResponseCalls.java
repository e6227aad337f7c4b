package assay.activities.generation;

import assay.activities.model.CallFailed;
import assay.activities.model.ChatRequest;
import assay.activities.model.ChunkRun;
import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.generation.ResponsePlan;
import assay.domain.policy.Draw;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls by which a prompt gets its two responses.
 *
 * <p>An empty response, or a second one that repeats the first, is asked for once more with another
 * seed (attempt 2). Two that are still the same stay: people may call it a tie. A response that is
 * still empty makes no pair worth comparing.
 */
final class ResponseCalls {
  private final CampaignSpec spec;
  private final ChunkRun run;

  ResponseCalls(CampaignSpec spec, ChunkRun run) {
    this.spec = spec;
    this.run = run;
  }

  Responses write(Pair pair) throws CallFailed, InterruptedException {
    ResponsePlan plan = ResponsePlan.of(spec, pair.index(), pair.id());
    run.announce(
        List.of(
            question(pair, "first", plan.first(), 1), question(pair, "second", plan.second(), 1)));
    String first = ask(pair, "first", plan.first(), 1);
    String second = ask(pair, "second", plan.second(), 1);
    if (first.isBlank()) {
      first = again(pair, "first", plan.first(), first);
    }
    if (second.isBlank() || second.strip().equals(first.strip())) {
      second = again(pair, "second", plan.second(), second);
    }
    if (first.isBlank() || second.isBlank()) {
      throw new CallFailed("no response to " + pair.id() + " but an empty one");
    }
    return plan.firstIsA() ? new Responses(first, second) : new Responses(second, first);
  }

  private String again(Pair pair, String variant, ResponsePlan.Source source, String had)
      throws CallFailed, InterruptedException {
    String other = ask(pair, variant, source, 2);
    return other.isBlank() ? had : other;
  }

  private String ask(Pair pair, String variant, ResponsePlan.Source source, int attempt)
      throws CallFailed, InterruptedException {
    return run.ask(question(pair, variant, source, attempt)).answer();
  }

  private ChunkRun.Question question(
      Pair pair, String variant, ResponsePlan.Source source, int attempt) {
    CampaignSpec.Model endpoint = spec.model(source.model());
    List<Message> messages = new ArrayList<>();
    if (!endpoint.system().isBlank()) {
      messages.add(new Message("system", endpoint.system()));
    }
    messages.addAll(pair.prompt().messages());
    long seed =
        Draw.below(
            Integer.MAX_VALUE, spec.seed(), "generate/" + variant + "/" + attempt, pair.id());
    ChatRequest request =
        new ChatRequest(
            endpoint, messages, source.temperature(), spec.generation().maxTokens(), seed, 0);
    return new ChunkRun.Question(
        pair.index(), variant, attempt, source.model(), request, answer -> Optional.empty());
  }
}
