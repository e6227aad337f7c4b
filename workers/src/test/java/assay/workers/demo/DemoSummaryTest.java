package assay.workers.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSummaryTest {
  private static final DemoItem ITEM = DemoPrompts.items().get(2);

  @TempDir Path export;

  @BeforeEach
  void writeExport() throws IOException {
    write(
        "judgments.jsonl",
        judgment("j1", "c/0", false, "A>", true),
        judgment("j2", "c/0", false, "A>>", true),
        judgment("j3", "c/0", false, "B>", true),
        judgment("j4", "c/0", false, "B>", false),
        judgment("g1", "c/9", true, "A>>", true));
    write(
        "labels.jsonl",
        label("c/0", "\"A>\"", "human", 3, "{\"A>>\":1,\"A>\":1,\"=\":0,\"B>\":1,\"B>>\":0}"),
        label("c/1", "\"B>\"", "ai", 0, "{\"A>>\":0,\"A>\":0,\"=\":0,\"B>\":0,\"B>>\":0}"),
        label("c/2", "\"=\"", "ai", 0, "{}"),
        label("c/3", "null", "dropped", 0, "{}"));
    write(
        "preference.jsonl",
        preference("c/0", ITEM.good(), ITEM.fair(), 3),
        preference("c/1", ITEM.fair(), ITEM.good(), 0));
  }

  @Test
  void anExportThatFitsIsVerifiedAndTold() throws IOException {
    Map<String, BigDecimal> costs = new LinkedHashMap<>();
    costs.put("people", new BigDecimal("4.5"));
    costs.put("models", new BigDecimal("0.0314"));
    DemoSummary.Outcome outcome = new DemoSummary.Outcome("demo", Duration.ofSeconds(95), costs);

    assertThat(DemoSummary.text(outcome, export))
        .isEqualTo(
            """
            Campaign demo: 4 pairs labelled in 1 min 35 s.
            (The models and the people of this demo are simulated; everything else is real.)

            Who decided
              people      ████████······················    1   25 %
              AI judge    ███████████████···············    2   50 %
              dropped     ████████······················    1   25 %

            Judgments   3 by people, and 1 answer to gold questions
            Agreement   two people who judged the same pair named the same winner in 33 % (1 of 3)
            Accuracy    50 % of the preferences choose the better answer (1 of 2)
            Cost        $4.53, $1.1329 a pair (people $4.50, models $0.0314)

            Files in FOLDER
              judgments.jsonl      SIZE
              labels.jsonl         SIZE
              preference.jsonl     SIZE

            Verified: the votes of all 4 labels were counted again from judgments.jsonl and match; none of the 2 preferences is a tie or prefers a text to itself.
            """
                .replace("FOLDER", export.toAbsolutePath().normalize().toString())
                .replaceFirst(" SIZE", size("judgments.jsonl"))
                .replaceFirst(" SIZE", size("labels.jsonl"))
                .replaceFirst(" SIZE", size("preference.jsonl")));
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    write(
        "labels.jsonl",
        label("c/0", "\"A>\"", "human", 4, "{\"A>>\":1,\"A>\":1,\"B>\":2}"),
        label("c/1", "\"B>\"", "human", 0, "{}"),
        label("c/2", "\"=\"", "ai", 0, "{}"),
        label("c/2", "\"=\"", "ai", 0, "{}"));
    write(
        "preference.jsonl",
        preference("c/0", ITEM.good(), ITEM.good(), 4),
        preference("c/2", ITEM.fair(), ITEM.good(), 1),
        preference("c/7", ITEM.fair(), ITEM.good(), 0));

    assertThat(Recount.of(export).mismatches())
        .containsExactly(
            "c/0: votes {A>=1, A>>=1, B>=2} in labels.jsonl, {A>=1, A>>=1, B>=1} in judgments.jsonl",
            "c/0: n_judgments 4 in labels.jsonl, 3 in judgments.jsonl",
            "c/1: decided by human without a judgment",
            "c/2: twice in labels.jsonl",
            "c/0: chosen and rejected are the same",
            "c/2: in preference.jsonl with the label \"=\"",
            "c/2: n_annotators 1 in preference.jsonl, n_judgments 0 in labels.jsonl",
            "c/7: in preference.jsonl, but not in labels.jsonl");
    assertThat(DemoSummary.text(new DemoSummary.Outcome("demo", Duration.ZERO, Map.of()), export))
        .contains("NOT verified: of 3 labels and 3 preferences, these do not fit:\n  c/0: votes");
  }

  @Test
  void aJudgmentOfAnUnknownPairIsNamed() throws IOException {
    write("labels.jsonl", label("c/1", "\"B>\"", "ai", 0, "{}"));
    write("preference.jsonl");
    assertThat(Recount.of(export).mismatches())
        .containsExactly("c/0: judged, but not in labels.jsonl");
  }

  private String size(String file) throws IOException {
    long bytes = Files.size(export.resolve(file));
    String size = bytes < 1000 ? bytes + " B" : "%.1f kB".formatted(bytes / 1000.0);
    return "%10s".formatted(size);
  }

  private static String judgment(
      String id, String pair, boolean gold, String label, boolean counted) {
    return "{\"id\":\"%s\",\"pair_id\":\"%s\",\"gold\":%s,\"label\":\"%s\",\"counted\":%s}"
        .formatted(id, pair, gold, label, counted);
  }

  private static String label(String pair, String label, String decider, int n, String votes) {
    return "{\"pair_id\":\"%s\",\"label\":%s,\"decided_by\":\"%s\",\"n_judgments\":%d,\"votes\":%s}"
        .formatted(pair, label, decider, n, votes);
  }

  private static String preference(String pair, String chosen, String rejected, int n) {
    return "{\"prompt\":[%s],\"chosen\":[%s],\"rejected\":[%s],\"n_annotators\":%d,\"pair_id\":\"%s\"}"
        .formatted(message(ITEM.prompt()), message(chosen), message(rejected), n, pair);
  }

  private static String message(String text) {
    return assay.activities.store.Json.write(Map.of("role", "user", "content", text));
  }

  private void write(String file, String... lines) throws IOException {
    Files.write(export.resolve(file), java.util.List.of(lines));
  }
}
