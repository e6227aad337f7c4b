package assay.workers.load;

import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** One person's program at a desk. */
final class LabelingClient {
  private static final MediaType MEDIA = MediaType.get("application/json");

  /** What came back; the text is empty for 204. */
  record Reply(int status, String text) {
    JsonNode json() throws IOException {
      return Json.MAPPER.readTree(text);
    }
  }

  private final OkHttpClient http;
  private final String url;
  private final String authorization;

  LabelingClient(OkHttpClient http, String url, String token) {
    this.http = http;
    this.url = url;
    this.authorization = "Bearer " + token;
  }

  Reply next() throws IOException {
    return post("/api/next", "{}");
  }

  Reply submit(long lease, String label) throws IOException {
    return post("/api/leases/" + lease + "/submit", "{\"label\":\"" + label + "\"}");
  }

  private Reply post(String path, String body) throws IOException {
    Request request =
        new Request.Builder()
            .url(url + path)
            .header("Authorization", authorization)
            .post(RequestBody.create(body, MEDIA))
            .build();
    try (Response response = http.newCall(request).execute()) {
      return new Reply(response.code(), response.body().string());
    }
  }
}
