package assay.workers;

import static org.assertj.core.api.Assertions.assertThat;

import assay.workers.cli.Main;
import assay.workers.demo.Recount;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process as a user starts it: all servers real, models and people simulated. */
class LifecycleTest {
  @Test
  void theDemoGoesFromPromptsToAVerifiedDataset(@TempDir Path folder) throws Exception {
    StringWriter said = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(said))
            .execute("demo", "--out", folder.toString());
    assertThat(code).as(said.toString()).isZero();
    assertThat(said.toString())
        .contains("Estimate for demo: 60 pairs", "Verified: the votes of all 60");

    Path dataset = folder.resolve("dataset");
    Recount recount = Recount.of(dataset);
    assertThat(recount.labels()).isEqualTo(60);
    assertThat(recount.mismatches()).isEmpty();
    assertThat(recount.gold()).isPositive();
    assertThat(Files.readString(dataset.resolve("preference.jsonl")))
        .contains("\"chosen\":[{\"role\"");
  }
}
