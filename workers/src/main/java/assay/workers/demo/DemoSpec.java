package assay.workers.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo's campaign, written as anyone would write their own. */
public final class DemoSpec {
  public static final String CAMPAIGN = "demo";
  private static final int GOLD = 12;

  private DemoSpec() {}

  /**
   * Writes {@code spec.yaml} and the files it names into a folder.
   *
   * @param modelsUrl where the simulated models answer, such as {@code http://127.0.0.1:9000/v1}
   * @return the spec's path
   */
  public static Path write(Path folder, String modelsUrl) throws IOException {
    Files.createDirectories(folder);
    DemoPrompts.writePrompts(folder.resolve("prompts.jsonl"));
    DemoPrompts.writeGold(folder.resolve("gold.jsonl"), GOLD);
    Files.writeString(folder.resolve("guidelines.md"), GUIDELINES);
    return Files.writeString(folder.resolve("spec.yaml"), SPEC.replace("MODELS_URL", modelsUrl));
  }

  private static final String GUIDELINES =
      """
      # Which answer would you rather get?

      Read the request first, then both answers.

      - A wrong answer is worse than a short one, and a rude one is worse than a plain one.
      - Length is no merit. What was asked for (working, amounts, all facts of a note) should be there.
      - Much better: one answer is of use and the other is not. Better: you would take one of them.
        Equal: you would take either.
      """;

  // Steps that are not at work yet are switched off by name, so that the start has nothing to say.
  private static final String SPEC =
      """
      campaign: demo
      input: {prompts: prompts.jsonl, gold: gold.jsonl}
      guidelines: guidelines.md
      models:
        careful: {url: "MODELS_URL", usd_per_million_input: 3, usd_per_million_output: 15}
        hasty: {url: "MODELS_URL", usd_per_million_input: 0.5, usd_per_million_output: 1.5}
        critic: {url: "MODELS_URL", usd_per_million_input: 3, usd_per_million_output: 15}
      generation: {models: [careful, hasty]}
      prelabel:
        judges: [critic]
        principles: [A wrong answer is worse than a short one., Prefer the answer that does all that was asked.]
        calibration: none
        accept_confidence: 0.85
        spot_check: 0.15
      review: {linger: 1s, seconds: reported, lease: 1m}
      quality: {rule: off}
      batch: {size: 20}
      export: {formats: [preference]}
      """;
}
