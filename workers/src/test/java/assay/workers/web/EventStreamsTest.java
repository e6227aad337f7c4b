package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.store.Json;
import assay.domain.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamsTest {
  private static final String ALONE =
      "review: {redundancy: 1, max_redundancy: 1, gold_fraction: 0, min_seconds: 0, linger: 1s}\n";

  @TempDir Path exports;

  private static Response listen(TestHouse house, String path) throws IOException {
    return house
        .client
        .http
        .newCall(
            new Request.Builder()
                .url(house.server.url() + path)
                .header("Authorization", "Bearer " + house.manager)
                .build())
        .execute();
  }

  @Test
  void theStatusIsSentAsItMovesAndTheStreamEndsWithTheCampaign() throws IOException {
    try (TestHouse house = new TestHouse(exports)) {
      String ann = house.annotator("ann", Tier.TRAINED);
      house.start("live", 6, ALONE);
      List<JsonNode> seen = new ArrayList<>();
      try (Response response = listen(house, "/api/campaigns/live/events")) {
        assertThat(response.header("Content-Type")).startsWith("text/event-stream");
        BufferedSource lines = response.body().source();
        String line = lines.readUtf8LineStrict();
        while (!line.equals("event: end")) {
          if (line.startsWith("data: ")) {
            seen.add(Json.MAPPER.readTree(line.substring(6)));
          }
          house.one(ann, TestHouse::wise);
          line = lines.readUtf8LineStrict();
        }
        assertThat(lines.readUtf8LineStrict()).isEqualTo("data: {}");
        assertThat(lines.readUtf8LineStrict()).isEmpty();
        assertThat(lines.exhausted()).isTrue();
      }
      assertThat(seen.getLast()).isEqualTo(house.status("live"));
      assertThat(seen.getLast().path("status").asText()).isEqualTo("completed");
      assertThat(seen.getFirst().at("/pairs/settled").asInt()).isZero();
      assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThan(2);
    }
  }

  @Test
  void whoHasGoneIsForgottenWhileTheStreamIsKeptAlive() throws IOException {
    try (TestHouse house = new TestHouse(exports)) {
      house.start("quiet", 1, ALONE);
      try (Response all = listen(house, "/api/events")) {
        BufferedSource lines = all.body().source();
        String line = lines.readUtf8LineStrict();
        assertThat(line).startsWith("data: [{\"name\":\"quiet\"");
        while (!line.equals(": still here")) {
          line = lines.readUtf8LineStrict();
        }
        assertThat(streams(house)).isEqualTo(1);
      }
      house.await("nobody listens", () -> streams(house) == 0);
      assertThat(house.client.get(house.manager, "/api/campaigns/none/events").status())
          .isEqualTo(404);
    }
  }

  @Test
  void aStoppingDeskEndsItsStreams() throws IOException {
    TestHouse house = new TestHouse(exports);
    try (Response all = listen(house, "/api/events")) {
      assertThat(all.body().source().readUtf8LineStrict()).isEqualTo("data: []");
      house.close();
      while (!all.body().source().exhausted()) {
        all.body().source().readUtf8Line();
      }
    } catch (EOFException cutOff) {
      // Over either way.
    }
  }

  private static int streams(TestHouse house) {
    return house
        .client
        .get(null, "/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("assay_desk_event_streams "))
        .map(line -> Integer.parseInt(line.split(" ", 2)[1]))
        .findFirst()
        .orElseThrow();
  }
}
