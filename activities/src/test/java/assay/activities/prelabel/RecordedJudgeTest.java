package assay.activities.prelabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import assay.activities.model.TestActivity;
import assay.activities.model.TestCampaign;
import assay.activities.store.Json;
import assay.activities.store.ModelCall;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.Verdict;
import assay.workflows.PrelabelActivities;
import assay.workflows.VerdictColumns;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Real pairs and a recorded GPT-3.5 behind a faulty server; needs python3 and the shared data. */
class RecordedJudgeTest {
  private static final int PAIRS = 300;

  @Test
  void verdictsAreTheRecordedOnesWhateverTheServerDoes() throws Exception {
    Path shared = shared();
    assumeThat(shared)
        .as("skipped: no shared data beside the repository or in ASSAY_SHARED")
        .isNotNull();
    assumeThat(runs("python3", "--version")).as("skipped: no python3").isTrue();
    Path data = Objects.requireNonNull(shared).resolve("data/pandalm.jsonl");
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(data)) {
      rows.add(Json.MAPPER.readTree(line));
    }
    int port = freePort();
    Process world =
        new ProcessBuilder(
                List.of(
                    "python3",
                    shared.resolve("tools/world.py").toString(),
                    "judge",
                    data.toString(),
                    "--judge",
                    "gpt35",
                    "--port",
                    "" + port,
                    "--fail",
                    "0.2",
                    "--garbage",
                    "0.1"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (TestCampaign campaign = campaign(port, rows.subList(0, PAIRS))) {
      awaitListening(port, world);
      VerdictColumns columns = prelabel(campaign);
      assertRecorded(rows, columns, campaign);
    } finally {
      world.destroy();
      assertThat(world.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void assertRecorded(
      List<JsonNode> rows, VerdictColumns columns, TestCampaign campaign) {
    Map<String, Integer> texts = new HashMap<>();
    rows.forEach(row -> texts.merge(texts(row), 1, Integer::sum));
    int decided = 0;
    int compared = 0;
    int unparsable = 0;
    int withoutRecord = 0;
    for (int i = 0; i < PAIRS; i++) {
      JsonNode row = rows.get(i);
      Verdict verdict = columns.verdict(i);
      assertThat(verdict.outcome()).isNotEqualTo(Verdict.Outcome.UNREACHABLE);
      boolean recorded = !row.path("gpt35").isNull();
      withoutRecord += recorded ? 0 : 1;
      if (verdict.outcome() == Verdict.Outcome.UNPARSABLE) {
        unparsable++;
        continue;
      }
      decided++;
      if (Objects.equals(texts.get(texts(row)), 1) && recorded) {
        compared++;
        String expected = List.of("=", "A>", "B>").get(row.path("gpt35").asInt());
        assertThat(Objects.requireNonNull(verdict.label()).symbol())
            .as("row " + i)
            .isEqualTo(expected);
        boolean seconded = row.path("gpt35").equals(row.path("pandalm7b"));
        assertThat(verdict.confidence()).as("row " + i).isEqualTo(seconded ? 930_000 : 620_000);
      }
    }
    // Two orders, each without a verdict twice in a row with probability 0.1 · 0.1.
    assertThat(unparsable - withoutRecord).isBetween(-2, 20);
    assertThat(compared).isGreaterThan(PAIRS / 2);
    List<ModelCall> calls = campaign.modelCalls().load(campaign.id(), "judge", 0, PAIRS);
    assertThat(calls.stream().filter(call -> call.attempt() == 2).count()).isBetween(30L, 130L);
    System.out.printf(
        "%d pairs: %d decided, %d compared with the record, %d unparsable, %d answered calls%n",
        PAIRS, decided, compared, unparsable, calls.size());
  }

  private static String texts(JsonNode row) {
    String a = row.path("response1").asText();
    String b = row.path("response2").asText();
    return prompt(row) + "\0" + (a.compareTo(b) < 0 ? a + "\0" + b : b + "\0" + a);
  }

  private static String prompt(JsonNode row) {
    String input = row.path("input").asText("");
    return row.path("instruction").asText() + (input.isEmpty() ? "" : "\n\n" + input);
  }

  private static TestCampaign campaign(int port, List<JsonNode> rows) {
    List<Pair> pairs = new ArrayList<>();
    for (JsonNode row : rows) {
      pairs.add(
          new Pair(
              pairs.size(),
              row.path("id").asText(),
              Prompt.ofText(prompt(row)),
              row.path("response1").asText(""),
              row.path("response2").asText(""),
              null,
              0,
              null,
              null));
    }
    return new TestCampaign(
        """
        input: {pairs: pairs.jsonl}
        models: {gpt35: {url: "http://127.0.0.1:%d/v1", max_concurrent: 16}}
        prelabel: {judges: [gpt35], calibration: none, principles: [Be helpful, Be honest]}
        """
            .formatted(port),
        pairs);
  }

  private static VerdictColumns prelabel(TestCampaign campaign) {
    try (TestActivity activity = new TestActivity()) {
      return activity
          .of(
              PrelabelActivities.class,
              new PrelabelActivitiesImpl(
                  campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()))
          .prelabel(campaign.chunk(), 0);
    }
  }

  private static @Nullable Path shared() {
    String named = System.getenv("ASSAY_SHARED");
    // Tests run in the module's folder: the repository is one above, its neighbour two.
    Path shared = named == null ? Path.of("../../shared") : Path.of(named);
    return Files.exists(shared.resolve("tools/world.py")) ? shared.toAbsolutePath() : null;
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(int port, Process world) throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(world.isAlive()).isTrue();
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("world.py does not listen on port " + port);
  }
}
