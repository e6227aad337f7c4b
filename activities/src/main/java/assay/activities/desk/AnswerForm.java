package assay.activities.desk;

import assay.activities.store.Json;
import assay.domain.Answer;
import assay.domain.Pair;
import assay.domain.TaskType;
import assay.domain.UnusableAnswer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Reads the fields of a submission that hold the answer, and names what is wrong with them. */
final class AnswerForm {
  private AnswerForm() {}

  /**
   * The answer as it was given, relative to the order shown.
   *
   * @param item asked for only by types whose answers depend on it
   */
  static Answer read(TaskType task, SortedMap<String, JsonNode> given, Supplier<Pair> item) {
    for (String field : given.keySet()) {
      if (!task.fields().contains(field)) {
        throw DeskRefusal.invalid(
            "%s: is no answer to %s; give %s: %s."
                .formatted(field, task.name(), String.join(" and ", task.fields()), task.form()));
      }
    }
    for (String field : task.fields()) {
      if (!given.containsKey(field)) {
        throw DeskRefusal.invalid("%s: is required: %s.".formatted(field, task.form()));
      }
    }
    boolean single = task.fields().size() == 1;
    ObjectNode object = Json.MAPPER.createObjectNode();
    given.forEach(object::set);
    try {
      return task.read(single ? object.get(given.firstKey()) : object, item);
    } catch (UnusableAnswer e) {
      // Of several fields the path begins with the field's own name.
      String where = single ? given.firstKey() + e.path() : e.path().substring(1);
      throw DeskRefusal.invalid("%s: %s.".formatted(where, e.reason()));
    }
  }
}
