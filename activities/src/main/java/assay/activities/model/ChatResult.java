package assay.activities.model;

/** How a question ended, after all retries. */
public sealed interface ChatResult {

  record Answered(ChatAnswer answer) implements ChatResult {}

  /** No usable answer however often it was tried; another time may do better. */
  record Unreachable(String reason) implements ChatResult {}

  /** The server will not answer this question; trying again changes nothing. */
  record Refused(int status, String message) implements ChatResult {}
}
