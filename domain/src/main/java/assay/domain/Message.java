package assay.domain;

import java.util.List;

/** One turn of a prompt or of a chat with a model. */
public record Message(String role, String content) {

  /** A prompt as one text: a single turn is itself, several turns are headed by their roles. */
  public static String text(List<Message> prompt) {
    if (prompt.size() == 1) {
      return prompt.getFirst().content();
    }
    StringBuilder text = new StringBuilder();
    for (Message message : prompt) {
      text.append(text.isEmpty() ? "" : "\n\n")
          .append(message.role())
          .append(": ")
          .append(message.content());
    }
    return text.toString();
  }
}
