package assay.activities.model;

import assay.domain.judge.AnswerToken;
import java.util.List;

/**
 * What a model answered.
 *
 * @param finishReason {@code stop}, {@code length}, … as the server says; empty when it does not
 * @param tokens the answer's tokens with log-probabilities, empty when the server gave none
 * @param served who answered, in the server's own words: the model, and a fingerprint where it has
 *     one; empty when it does not say
 */
public record ChatAnswer(
    String content,
    String finishReason,
    int promptTokens,
    int completionTokens,
    List<AnswerToken> tokens,
    String served) {
  public ChatAnswer {
    tokens = List.copyOf(tokens);
  }

  /** From a server that does not say who answered. */
  ChatAnswer(
      String content,
      String finishReason,
      int promptTokens,
      int completionTokens,
      List<AnswerToken> tokens) {
    this(content, finishReason, promptTokens, completionTokens, tokens, "");
  }
}
