package assay.activities.model;

import assay.activities.model.ChunkRun.Question;
import assay.activities.store.Json;
import assay.domain.spec.CampaignSpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The lines of a batch file: questions out, answers in, each under its own name. */
final class BatchFile {
  private BatchFile() {}

  static String id(Question question) {
    return question.index() + "/" + question.attempt() + "/" + question.variant();
  }

  static String write(Collection<Question> questions) {
    StringBuilder lines = new StringBuilder();
    for (Question question : questions) {
      ChatWire wire = ChatWire.of(question.request().endpoint().api());
      ObjectNode line = Json.MAPPER.createObjectNode();
      line.put("custom_id", id(question));
      line.put("method", "POST");
      line.put("url", "/v1" + wire.path());
      line.set("body", tree(wire.body(question.request(), question.request().topLogprobs() > 0)));
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  /** Usable answers by their questions' names; a line that is none is left out. */
  static Map<String, ChatAnswer> read(CampaignSpec.Api api, String lines) {
    Map<String, ChatAnswer> answers = new TreeMap<>();
    for (String text : lines.lines().toList()) {
      JsonNode line = tree(text);
      JsonNode response = line.path("response");
      if (response.path("status_code").asInt() == 200) {
        ChatWire.of(api)
            .answer(response.path("body"))
            .ifPresent(answer -> answers.put(line.path("custom_id").asText(), answer));
      }
    }
    return answers;
  }

  private static JsonNode tree(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.missingNode();
    }
  }
}
