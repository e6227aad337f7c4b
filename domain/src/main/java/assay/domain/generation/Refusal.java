package assay.domain.generation;

import java.util.List;
import java.util.Locale;

/**
 * Recognises a response that declines: one of these phrases begins in its first hundred characters.
 *
 * <p>The list is short on purpose. A refusal it does not know is labelled by people like any other
 * response; an answer taken for a refusal would be lost.
 */
public final class Refusal {
  private static final int OPENING = 100;

  /** In lower case, with straight apostrophes. */
  public static final List<String> PHRASES =
      List.of(
          "i can't help",
          "i cannot help",
          "i can't assist",
          "i cannot assist",
          "i can't provide",
          "i cannot provide",
          "i can't comply",
          "i cannot comply",
          "i can't fulfill",
          "i cannot fulfill",
          "i'm unable to help",
          "i am unable to help",
          "i'm unable to assist",
          "i am unable to assist",
          "i'm not able to help",
          "i am not able to help",
          "i won't help",
          "i will not help",
          "i must decline",
          "sorry, but i can't",
          "sorry, but i cannot",
          "sorry, i can't",
          "sorry, i cannot");

  private Refusal() {}

  public static boolean in(String response) {
    String text =
        response.strip().toLowerCase(Locale.ROOT).replace('\u2019', '\'').replaceAll("\\s+", " ");
    return PHRASES.stream()
        .mapToInt(text::indexOf)
        .anyMatch(start -> start >= 0 && start < OPENING);
  }
}
