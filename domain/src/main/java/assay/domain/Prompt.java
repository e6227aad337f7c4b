package assay.domain;

import java.util.List;

/**
 * What a model was asked: a text, or the turns of a conversation.
 *
 * @param plain whether the input gave a text; such a prompt is shown and exported as the same text
 */
public record Prompt(List<Message> messages, boolean plain) {
  public Prompt {
    messages = List.copyOf(messages);
  }

  public static Prompt ofText(String text) {
    return new Prompt(List.of(new Message("user", text)), true);
  }

  public static Prompt ofMessages(List<Message> messages) {
    return new Prompt(messages, false);
  }

  public String text() {
    return Message.text(messages);
  }
}
