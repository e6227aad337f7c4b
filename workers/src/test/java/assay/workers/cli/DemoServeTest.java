package assay.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.store.ChildJvm;
import assay.activities.store.Patience;
import assay.workers.DeskClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk that {@code demo --serve} leaves open has work for whoever signs in. */
class DemoServeTest {
  private static final int PAIRS = 12;
  private static final int INTERRUPTED = 130;

  @TempDir Path folder;

  @Test
  void everyPairIsThereToBeLabelledByHand() throws Exception {
    try (ChildJvm demo =
        ChildJvm.start(Main.class, "demo", "--serve", "--out", folder.resolve("out").toString())) {
      String said = demo.await("Label");
      assertThat(said)
          .matches("by hand: open http://127\\.0\\.0\\.1:\\d+ and sign in with the token");
      String token = demo.await(" ");
      try (DeskClient desk = new DeskClient(said.split(" ")[3])) {
        for (int i = 0; i < PAIRS; i++) {
          label(desk, token);
        }
        assertThat(desk.next(token).status()).isEqualTo(204);
      }
      demo.interruptGroup();
      assertThat(demo.awaitEnd()).isEqualTo(INTERRUPTED);
    }
  }

  private static void label(DeskClient desk, String token) {
    DeskClient.Reply[] task = new DeskClient.Reply[1];
    assertThat(
            Patience.until(
                Duration.ofMinutes(2),
                () -> {
                  task[0] = desk.next(token);
                  return task[0].status() == 200;
                }))
        .isTrue();
    long lease = task[0].json().get("lease").asLong();
    assertThat(desk.submit(token, lease, "A>").status()).isEqualTo(200);
  }
}
