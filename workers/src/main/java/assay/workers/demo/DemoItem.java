package assay.workers.demo;

import java.util.List;
import java.util.Optional;

/** One prompt of the demo with three answers of known quality. */
public record DemoItem(
    String id, String domain, String prompt, String good, String fair, String poor) {

  /** How a hasty writer begins; it changes the text, not its worth. */
  static final List<String> OPENINGS = List.of("", "Sure! ", "Here you go: ");

  public String answer(Quality quality) {
    return switch (quality) {
      case GOOD -> good;
      case FAIR -> fair;
      case POOR -> poor;
    };
  }

  /** The quality of the answer that a text begins with; of several, the longest one counts. */
  public Optional<Quality> quality(String text) {
    Quality found = null;
    int longest = 0;
    for (Quality quality : Quality.values()) {
      for (String opening : OPENINGS) {
        String wording = opening + answer(quality);
        if (wording.length() > longest && text.startsWith(wording)) {
          found = quality;
          longest = wording.length();
        }
      }
    }
    return Optional.ofNullable(found);
  }
}
