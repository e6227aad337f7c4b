package assay.domain.measure.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The pairs of PandaLM: 0 tie, 1 first better, 2 second better, -1 no verdict. */
public record PandaLm(List<Pair> pairs) {

  /** One pair, with the lengths of its responses in characters. */
  public record Pair(List<Integer> people, int gpt35, int pandalm7b, int first, int second) {

    /** What two of three people say, or -1. */
    public int majority() {
      for (int label = 0; label < 3; label++) {
        int wanted = label;
        if (people.stream().filter(p -> p == wanted).count() > 1) {
          return label;
        }
      }
      return -1;
    }

    /** The verdict of a source by its name in the oracles. */
    public int by(String name) {
      return switch (name) {
        case "human_majority" -> majority();
        case "annotator1" -> people.getFirst();
        case "gpt35" -> gpt35;
        case "pandalm7b" -> pandalm7b;
        default -> throw new IllegalArgumentException("nobody is called " + name);
      };
    }
  }

  public static PandaLm read() {
    return new PandaLm(SharedData.lines("pandalm.jsonl").stream().map(PandaLm::pair).toList());
  }

  private static Pair pair(String line) {
    JsonNode json = SharedData.parse(line);
    return new Pair(
        List.of(
            json.get("annotator1").asInt(),
            json.get("annotator2").asInt(),
            json.get("annotator3").asInt()),
        json.path("gpt35").asInt(-1),
        json.path("pandalm7b").asInt(-1),
        characters(json.get("response1").asText()),
        characters(json.get("response2").asText()));
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }
}
