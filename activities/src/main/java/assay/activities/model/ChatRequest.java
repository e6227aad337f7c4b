package assay.activities.model;

import assay.activities.store.Json;
import assay.domain.Merkle;
import assay.domain.Message;
import assay.domain.spec.CampaignSpec;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question to a model.
 *
 * @param topLogprobs how many likeliest tokens to ask for at each place; 0 asks for none
 * @param schema the JSON schema that the answer must keep to, null for free text
 */
public record ChatRequest(
    CampaignSpec.Model endpoint,
    List<Message> messages,
    double temperature,
    int maxTokens,
    long seed,
    int topLogprobs,
    @Nullable String schema) {
  public ChatRequest {
    messages = List.copyOf(messages);
  }

  private static final int CHARACTERS_A_TOKEN = 4;

  /** Tokens that the question and the longest answer take, by the usual rule of thumb. */
  int mostTokens() {
    long characters = messages.stream().mapToLong(message -> message.content().length()).sum();
    return (int) Math.min(Integer.MAX_VALUE, characters / CHARACTERS_A_TOKEN + maxTokens);
  }

  /** A question that is answered in free text. */
  public ChatRequest(
      CampaignSpec.Model endpoint,
      List<Message> messages,
      double temperature,
      int maxTokens,
      long seed,
      int topLogprobs) {
    this(endpoint, messages, temperature, maxTokens, seed, topLogprobs, null);
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Asked(
      String model,
      List<Message> messages,
      double temperature,
      int maxTokens,
      long seed,
      @Nullable String schema) {}

  /** SHA-256 of what decides the answer, lower-case hex; neither the address nor a key is in it. */
  public String digest() {
    return Merkle.sha256(
        Json.write(new Asked(endpoint.model(), messages, temperature, maxTokens, seed, schema)));
  }
}
