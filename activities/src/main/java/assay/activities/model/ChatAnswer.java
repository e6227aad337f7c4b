package assay.activities.model;

import assay.domain.judge.AnswerToken;
import java.util.List;

/**
 * What a model answered.
 *
 * @param finishReason {@code stop}, {@code length}, … as the server says; empty when it does not
 * @param tokens the answer's tokens with log-probabilities, empty when the server gave none
 */
public record ChatAnswer(
    String content,
    String finishReason,
    int promptTokens,
    int completionTokens,
    List<AnswerToken> tokens) {
  public ChatAnswer {
    tokens = List.copyOf(tokens);
  }
}
