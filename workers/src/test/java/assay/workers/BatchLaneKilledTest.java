package assay.workers;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.model.BatchServer;
import assay.activities.model.ModelServer;
import assay.activities.store.Json;
import assay.workers.control.CampaignStatus;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A judge that is asked by files, while everything around it is killed. */
class BatchLaneKilledTest {
  private final BatchServer server = new BatchServer(question -> ModelServer.says("VERDICT: A=B"));

  @AfterEach
  void stop() {
    server.close();
  }

  private Path spec(Path folder) throws IOException {
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      ObjectNode pair = Json.MAPPER.createObjectNode();
      pair.put("prompt", "Question " + i).put("response_a", "a" + i).put("response_b", "b" + i);
      pairs.append(pair).append('\n');
    }
    Files.writeString(folder.resolve("pairs.jsonl"), pairs);
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        campaign: files
        input: {pairs: pairs.jsonl}
        models:
          j: {url: "%s", lane: batch, batch_poll: 1s, usd_per_million_input: 1000, usd_per_million_output: 1000}
        prelabel: {judges: [j], calibration: none, accept_confidence: 0.5, spot_check: 0}
        """
            .formatted(server.url()));
  }

  private static long count(UpProcess up, String sql) {
    return up.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void nothingIsHandedInTwiceAndNothingIsPaidTwice(@TempDir Path folder) throws Exception {
    try (UpProcess up = new UpProcess(folder.resolve("home"))) {
      // Killed after the server has created the batch, before it could say so.
      server.holdNextReply();
      up.control().start(spec(folder));
      UpProcess.await(() -> server.batches().size() == 1, () -> "a batch");
      up.kill();
      up.start();
      UpProcess.await(
          () -> count(up, "select count(*) from model_batch where remote is not null") == 1,
          () -> "the batch to be found again");
      // Killed while the server works on it.
      up.kill();
      server.work("completed", line -> true);
      up.start();
      CampaignStatus done = up.awaitStatus("files", "completed");

      assertThat(server.batches()).hasSize(1);
      assertThat(server.asked()).isEmpty();
      assertThat(count(up, "select count(*) from model_call")).isEqualTo(10);
      // 110 tokens a call at a tenth of a cent, half the price by file.
      assertThat(done.cost().modelsUsd()).isEqualByComparingTo(new BigDecimal("0.55"));
      assertThat(done.pairs().byDecider()).containsEntry("ai", 5L);
    }
  }

  @Test
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void cancellingTheCampaignCancelsTheServersBatch(@TempDir Path folder) throws Exception {
    try (UpProcess up = new UpProcess(folder.resolve("home"))) {
      up.control().start(spec(folder));
      UpProcess.await(
          () -> count(up, "select count(*) from model_batch where remote is not null") == 1,
          () -> "a batch");
      up.control().cancel("files");
      up.awaitStatus("files", "cancelled");
      UpProcess.await(
          () -> server.batches().getFirst().path("status").asText().equals("cancelled"),
          () -> server.batches().toString());
      assertThat(server.asked()).isEmpty();
    }
  }
}
