package assay.workers.story;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one item, from pair to exported row. People appear by their pseudonyms.
 *
 * @param pairId as in the exported files
 * @param gold the known answer of a gold question, encoded, else null
 * @param responses in the input's order; none while they are still to be generated, and of a dialog
 * @param row the exported row of {@code labels.jsonl}, null before there is one
 * @param lines in the order of time
 * @param goldAnswer the known answer as files have it
 */
public record ItemStory(
    String campaign,
    String id,
    String pairId,
    @Nullable String gold,
    JsonNode prompt,
    List<String> responses,
    List<Line> lines,
    @JsonRawValue @Nullable String row,
    String taskType,
    @Nullable JsonNode goldAnswer) {
  public ItemStory {
    responses = List.copyOf(responses);
    lines = List.copyOf(lines);
  }

  /**
   * One thing that happened.
   *
   * @param what a word for programs, such as {@code judged}
   * @param by the person's pseudonym, null when nobody did it
   * @param text the same for people
   * @param details figures that belong to it
   * @param history where it is proven; null for what only the desk keeps
   */
  public record Line(
      Instant at,
      String what,
      @Nullable String by,
      String text,
      Map<String, Object> details,
      @Nullable Place history) {}

  /** An event of a history. */
  public record Place(String workflow, String run, long event) {}
}
