package assay.activities.model;

import java.time.Duration;

/** How a question ended, after all retries. */
public sealed interface ChatResult {

  record Answered(ChatAnswer answer) implements ChatResult {}

  /** No usable answer however often it was tried, though the endpoint answers others. */
  record Unreachable(String reason) implements ChatResult {}

  /** The server will not answer this question; trying again changes nothing. */
  record Refused(int status, String message) implements ChatResult {}

  /**
   * The endpoint answers nobody; the question is not to blame.
   *
   * @param reopens when it will be tried again, never negative
   * @param givenUp whether that lasts longer than {@code give_up_after}
   */
  record Down(String reason, Duration reopens, boolean givenUp) implements ChatResult {}
}
