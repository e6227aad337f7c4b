package assay.activities.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * What people said of an item that an expert has labelled, without their names.
 *
 * @param until when the look ends by itself
 * @param labels in their JSON form, relative to the order that the expert was shown
 */
public record SecondLook(long lease, Instant until, List<Said> labels) {
  public SecondLook {
    labels = List.copyOf(labels);
  }

  /** One person's label, with what they wrote to it. */
  public record Said(JsonNode label, String comment) {}
}
