package assay.activities.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A worked example, in the order of the file.
 *
 * @param prompt a text or a list of turns, as the file had it
 * @param label the right answer in its JSON form
 */
public record Example(
    JsonNode prompt, List<Task.Shown> responses, JsonNode label, String explanation) {}
