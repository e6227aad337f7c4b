package assay.domain.generation;

import java.util.Set;

/**
 * What a model wrote.
 *
 * @param finishReason why it stopped, as the server says; empty when it does not
 */
public record Response(String text, String finishReason) {
  /** OpenAI's word and Anthropic's for an answer that met the limit of tokens. */
  private static final Set<String> CUT = Set.of("length", "max_tokens");

  public boolean empty() {
    return text.isBlank();
  }

  /** Whether the limit of tokens cut it off. */
  public boolean truncated() {
    return CUT.contains(finishReason);
  }
}
