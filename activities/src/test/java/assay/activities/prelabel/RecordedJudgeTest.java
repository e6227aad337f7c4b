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
import assay.domain.policy.Route;
import assay.workflows.PrelabelActivities;
import assay.workflows.VerdictColumns;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
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

/** Real pairs and a recorded GPT-3.5 behind a server; needs python3 and the shared data. */
class RecordedJudgeTest {
  private static final int PAIRS = 300;

  /**
   * @param calls how many questions the server was put, answered or not
   */
  private record Heard(VerdictColumns columns, List<ModelCall> answers, int calls) {}

  @Test
  void faultsOfTheServerChangeNoVerdictAndCostFewCalls() throws Exception {
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

    Heard clean = hear(shared, rows, "0", "0");
    Heard faulty = hear(shared, rows, "0.3", "0.1");

    assertRecorded(rows, clean.columns);
    int compared = 0;
    for (int i = 0; i < PAIRS; i++) {
      Verdict with = faulty.columns.verdict(i);
      if (with.outcome() == Verdict.Outcome.DECIDED) {
        compared++;
        assertThat(with).as("row " + i).isEqualTo(clean.columns.verdict(i));
      } else {
        assertThat(faulty.columns.route(i)).as("row " + i).isEqualTo(Route.PEOPLE);
      }
    }
    System.out.printf(
        "%d pairs: %d decided of %d without faults, all the same; %d calls for %d (%.2f)%n",
        PAIRS,
        compared,
        decided(clean.columns),
        faulty.calls,
        clean.calls,
        (double) faulty.calls / clean.calls);
    // Two orders, each without a verdict twice in a row with probability 0.1 · 0.1.
    assertThat(compared).isBetween(decided(clean.columns) - 20, decided(clean.columns));
    // 1 / 0.7 tries a question, and a reminder for each tenth.
    assertThat((double) faulty.calls / clean.calls).isBetween(1.4, 1.7);
    assertThat(faulty.answers.stream().filter(call -> call.attempt() == 2).count())
        .isBetween(30L, 130L);
  }

  private static Heard hear(Path shared, List<JsonNode> rows, String fail, String garbage)
      throws Exception {
    int port = freePort();
    Process world =
        new ProcessBuilder(
                List.of(
                    "python3",
                    shared.resolve("tools/world.py").toString(),
                    "judge",
                    shared.resolve("data/pandalm.jsonl").toString(),
                    "--judge",
                    "gpt35",
                    "--port",
                    "" + port,
                    "--fail",
                    fail,
                    "--garbage",
                    garbage))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (TestCampaign campaign = campaign(port, rows.subList(0, PAIRS))) {
      awaitListening(port, world);
      VerdictColumns columns = prelabel(campaign);
      List<ModelCall> answers = campaign.modelCalls().load(campaign.id(), "judge", 0, PAIRS);
      return new Heard(columns, answers, calls(port));
    } finally {
      world.destroy();
      assertThat(world.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static int calls(int port) throws IOException {
    try (InputStream counts =
        URI.create("http://127.0.0.1:" + port + "/counts").toURL().openStream()) {
      return Json.MAPPER.readTree(counts).path("calls").asInt();
    }
  }

  private static int decided(VerdictColumns columns) {
    int decided = 0;
    for (int i = 0; i < PAIRS; i++) {
      decided += columns.verdict(i).outcome() == Verdict.Outcome.DECIDED ? 1 : 0;
    }
    return decided;
  }

  private static void assertRecorded(List<JsonNode> rows, VerdictColumns columns) {
    Map<String, Integer> texts = new HashMap<>();
    rows.forEach(row -> texts.merge(texts(row), 1, Integer::sum));
    int compared = 0;
    for (int i = 0; i < PAIRS; i++) {
      JsonNode row = rows.get(i);
      Verdict verdict = columns.verdict(i);
      if (!Objects.equals(texts.get(texts(row)), 1)) {
        continue;
      }
      if (row.path("gpt35").isNull()) {
        assertThat(verdict).as("row " + i).isEqualTo(Verdict.UNPARSABLE);
      } else {
        compared++;
        String expected = List.of("=", "A>", "B>").get(row.path("gpt35").asInt());
        assertThat(Objects.requireNonNull(verdict.label()).symbol())
            .as("row " + i)
            .isEqualTo(expected);
        boolean seconded = row.path("gpt35").equals(row.path("pandalm7b"));
        assertThat(verdict.confidence()).as("row " + i).isEqualTo(seconded ? 930_000 : 620_000);
      }
    }
    assertThat(compared).isGreaterThan(PAIRS / 2);
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
    for (int i = 0; i < 1_800; i++) {
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
