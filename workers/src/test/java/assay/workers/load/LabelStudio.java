package assay.workers.load;

import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A running Label Studio with one project of pairs, as {@code bench/label_studio.py} leaves it.
 *
 * @param pid of the server's first process
 */
record LabelStudio(String url, int project, List<String> tokens, long pid) {
  private static final String RESULT =
      "{\"result\":[{\"from_name\":\"preference\",\"to_name\":\"response_a\",\"type\":\"choices\","
          + "\"value\":{\"choices\":[\"A>B\"]}}],\"lead_time\":5.0}";

  static LabelStudio read(Path file) throws IOException {
    JsonNode written = Json.MAPPER.readTree(Files.readString(file));
    List<String> tokens = new ArrayList<>();
    written.get("tokens").forEach(token -> tokens.add(token.asText()));
    return new LabelStudio(
        written.get("url").asText(),
        written.get("project").asInt(),
        tokens,
        written.get("pid").asLong());
  }

  Cycle cycle(int client) {
    KeptConnection server = new KeptConnection(url, "Authorization: Token " + tokens.get(client));
    return () -> {
      KeptConnection.Reply next = server.get("/api/projects/" + project + "/next/");
      if (next.status() != 200) {
        return false;
      }
      String annotations = "/api/tasks/" + next.number("id") + "/annotations/";
      return server.post(annotations, RESULT).status() == 201;
    };
  }
}
