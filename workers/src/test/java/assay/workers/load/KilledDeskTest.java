package assay.workers.load;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.store.Json;
import assay.workers.UpProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every label that was acknowledged counts once, whatever dies under the people. */
class KilledDeskTest {
  private static final int LEASE_SECONDS = 5;
  private static final int MEGABYTES = 1_000;

  @TempDir Path folder;

  @Test
  void aSmallCrowd() throws Exception {
    judgeAll(12, 120);
  }

  /** Five minutes or so: {@code mvn -Pchaos -pl workers -am verify}. */
  @Test
  @Tag("chaos")
  void twoHundredClientsOnFiveThousandItems() throws Exception {
    judgeAll(200, 5_000);
  }

  private void judgeAll(int people, int items) throws Exception {
    Path spec = spec(items);
    Path home = Files.createDirectories(folder.resolve("home"));
    try (UpProcess up = new UpProcess(home, MEGABYTES)) {
      Commands commands = new Commands(home);
      List<String> tokens = commands.annotators(people);
      commands.run("campaign", "start", spec.toString());
      long begun = System.nanoTime();
      try (Crowd crowd = new Crowd(up.url(), tokens, LEASE_SECONDS * 1_000L)) {
        for (int kill = 1; kill <= 2; kill++) {
          int enough = items * kill;
          awaitAccepted(crowd, enough);
          up.kill();
          up.start();
        }
        while (!up.control().status("crowd").status().equals("completed")) {
          Thread.sleep(500);
        }
        System.out.printf(
            "%d people, %d items: %s, %.0f s%n",
            people, items, crowd, (System.nanoTime() - begun) / 1e9);
        assertThat(crowd.surprises()).isEmpty();
        assertNothingLostOrDoubled(items, crowd.accepted());
      }
    }
  }

  private static void awaitAccepted(Crowd crowd, int enough) throws InterruptedException {
    while (crowd.accepted().size() < enough && crowd.surprises().isEmpty()) {
      Thread.sleep(50);
    }
  }

  private void assertNothingLostOrDoubled(int items, Set<Long> accepted) throws IOException {
    Map<String, Integer> counted = new TreeMap<>();
    Set<String> once = new HashSet<>();
    Set<Long> leases = new HashSet<>();
    for (String line : Files.readAllLines(folder.resolve("home/exports/crowd/judgments.jsonl"))) {
      JsonNode row = Json.MAPPER.readTree(line);
      assertThat(leases.add(row.get("lease").asLong())).as(line).isTrue();
      assertThat(row.get("gold").asBoolean()).as(line).isFalse();
      if (row.get("counted").asBoolean()) {
        String pair = row.get("pair_id").asText();
        counted.merge(pair, 1, Integer::sum);
        assertThat(once.add(pair + " by " + row.get("annotator").asText())).as(line).isTrue();
      }
    }
    assertThat(leases).as("leases whose label was acknowledged").isEqualTo(accepted);
    assertThat(counted).hasSize(items);
    assertThat(counted.values()).containsOnly(3);
  }

  private Path spec(int items) throws IOException {
    Files.write(
        folder.resolve("pairs.jsonl"),
        IntStream.range(0, items)
            .mapToObj(
                i ->
                    "{\"id\":\"p%d\",\"prompt\":\"Question %d?\",\"response_a\":\"a-%d\",\"response_b\":\"b-%d\"}"
                        .formatted(i, i, i, i))
            .collect(Collectors.toList()));
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        campaign: crowd
        input: {pairs: pairs.jsonl}
        review: {redundancy: 3, max_redundancy: 3, lease: %ds, linger: 1s, min_seconds: 0}
        batch: {size: 500, window: 10}
        """
            .formatted(LEASE_SECONDS));
  }
}
