package assay.workers.load;

import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A running Label Studio with one project of pairs, as {@code bench/label_studio.py} leaves it.
 *
 * @param pid of the server's first process
 */
record LabelStudio(String url, int project, List<String> tokens, long pid) {
  private static final MediaType MEDIA = MediaType.get("application/json");
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

  Cycle cycle(OkHttpClient http, int client) {
    String authorization = "Token " + tokens.get(client);
    return () -> {
      String next = url + "/api/projects/" + project + "/next/";
      Request asked =
          new Request.Builder().url(next).header("Authorization", authorization).build();
      long task;
      try (Response response = http.newCall(asked).execute()) {
        if (response.code() != 200) {
          return false;
        }
        task = Json.MAPPER.readTree(response.body().string()).get("id").asLong();
      }
      Request submit =
          new Request.Builder()
              .url(url + "/api/tasks/" + task + "/annotations/")
              .header("Authorization", authorization)
              .post(RequestBody.create(RESULT, MEDIA))
              .build();
      try (Response response = http.newCall(submit).execute()) {
        return response.code() == 201;
      }
    };
  }
}
