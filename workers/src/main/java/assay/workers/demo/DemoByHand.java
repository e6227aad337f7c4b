package assay.workers.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A few ready pairs for a person to label in the browser, after the simulated people have gone. */
public final class DemoByHand {
  public static final String CAMPAIGN = "demo-by-hand";
  private static final int PAIRS = 12;

  private DemoByHand() {}

  /** Writes the spec and its pairs into a folder; returns the spec's path. */
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    // Gold lines are pairs with a label more, which pairs do not look at.
    DemoPrompts.writeGold(folder.resolve("pairs.jsonl"), PAIRS);
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        campaign: demo-by-hand
        input: {pairs: pairs.jsonl}
        review: {redundancy: 1, linger: 1s}
        quality: {rule: off}
        export: {formats: [preference]}
        """);
  }
}
