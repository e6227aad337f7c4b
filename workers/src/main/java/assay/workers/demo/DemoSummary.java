package assay.workers.demo;

import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The demo's last words: what a manager wants to know of a finished campaign. */
public final class DemoSummary {
  private static final int BAR = 30;

  private DemoSummary() {}

  /**
   * What the files do not say.
   *
   * @param costUsd by cause, in the order of printing
   */
  public record Outcome(String campaign, Duration took, Map<String, BigDecimal> costUsd) {
    public Outcome {
      costUsd = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(costUsd));
    }
  }

  /** The whole closing text, from the outcome and the exported files. */
  public static String text(Outcome outcome, Path export) throws IOException {
    Recount recount = Recount.of(export);
    StringBuilder text = new StringBuilder();
    line(
        text,
        "Campaign %s: %s labelled in %s."
            .formatted(outcome.campaign, count(recount.labels(), "pair"), clock(outcome.took)));
    line(text, "(The models and the people of this demo are simulated; everything else is real.)");
    line(text, "");
    line(text, "Who decided");
    recount.deciders().forEach((who, n) -> decider(text, who, n, recount.labels()));
    line(text, "");
    line(
        text,
        "Judgments   %d by people, and %s to gold questions"
            .formatted(recount.judgments(), count(recount.gold(), "answer")));
    line(text, "Agreement   " + agreement(recount));
    line(text, "Accuracy    " + accuracy(export));
    cost(text, outcome.costUsd, recount.labels());
    line(text, "");
    line(text, "Files in " + export.toAbsolutePath().normalize());
    files(text, export);
    line(text, "");
    verified(text, recount);
    return text.toString();
  }

  private static void decider(StringBuilder text, String who, int n, int all) {
    int length = Math.max(1, Math.round((float) BAR * n / all));
    line(
        text,
        "  %-11s %s%s %4d  %5s"
            .formatted(
                words(who), "█".repeat(length), "·".repeat(BAR - length), n, percent(n, all)));
  }

  private static String words(String decider) {
    return switch (decider) {
      case "ai" -> "AI judge";
      case "spot_check" -> "spot check";
      case "human" -> "people";
      case "expert" -> "expert";
      default -> decider;
    };
  }

  private static String agreement(Recount recount) {
    return recount.compared() == 0
        ? "nothing to compare: no item was judged by two people"
        : "two people who judged the same pair named the same winner in %s (%d of %d)"
            .formatted(
                percent(recount.agreed(), recount.compared()),
                recount.agreed(),
                recount.compared());
  }

  /** Only a demo can say this: it wrote the answers, so it knows which one is better. */
  private static String accuracy(Path export) throws IOException {
    int right = 0;
    int unequal = 0;
    int equal = 0;
    for (String row : rows(export)) {
      JsonNode node = Json.MAPPER.readTree(row);
      DemoItem item = DemoPrompts.find(content(node, "prompt")).orElse(null);
      if (item == null) {
        continue;
      }
      Quality chosen = item.quality(content(node, "chosen")).orElse(null);
      Quality rejected = item.quality(content(node, "rejected")).orElse(null);
      if (chosen != null && rejected != null) {
        unequal += chosen == rejected ? 0 : 1;
        right += chosen.above(rejected) > 0 ? 1 : 0;
        equal += chosen == rejected ? 1 : 0;
      }
    }
    return unequal == 0
        ? "unknown: none of the demo's own answers is among the preferences"
        : "%s of the preferences choose the better answer (%d of %d%s)"
            .formatted(
                percent(right, unequal),
                right,
                unequal,
                equal == 0 ? "" : "; " + equal + " more choose between equals");
  }

  private static List<String> rows(Path export) throws IOException {
    return Files.readAllLines(export.resolve("preference.jsonl"), StandardCharsets.UTF_8);
  }

  private static String content(JsonNode row, String field) {
    return row.path(field).path(0).path("content").asText();
  }

  private static void cost(StringBuilder text, Map<String, BigDecimal> costs, int pairs) {
    BigDecimal total = costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    String each =
        pairs == 0
            ? ""
            : ", $%s a pair"
                .formatted(total.divide(BigDecimal.valueOf(pairs), 4, RoundingMode.HALF_UP));
    List<String> causes =
        costs.entrySet().stream().map(e -> e.getKey() + " $" + dollars(e.getValue())).toList();
    line(
        text,
        "Cost        $"
            + dollars(total)
            + each
            + (causes.isEmpty() ? "" : " (" + String.join(", ", causes) + ")"));
  }

  /** Cents, or more places where cents would say nothing. */
  private static String dollars(BigDecimal usd) {
    boolean small = usd.signum() != 0 && usd.compareTo(BigDecimal.ONE) < 0;
    return usd.setScale(small ? 4 : 2, RoundingMode.HALF_UP).toPlainString();
  }

  private static void files(StringBuilder text, Path export) throws IOException {
    try (Stream<Path> files = Files.list(export)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        line(text, "  %-20s %9s".formatted(file.getFileName(), size(Files.size(file))));
      }
    }
  }

  private static String size(long bytes) {
    return bytes < 1000
        ? bytes + " B"
        : bytes < 1_000_000
            ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
            : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static void verified(StringBuilder text, Recount recount) {
    List<String> mismatches = recount.mismatches();
    line(
        text,
        (mismatches.isEmpty()
                ? "Verified: the votes of all %d labels were counted again from judgments.jsonl and match; none of the %d preferences is a tie or prefers a text to itself."
                : "NOT verified: of %d labels and %d preferences, these do not fit:")
            .formatted(recount.labels(), recount.preferences()));
    mismatches.stream().limit(10).forEach(mismatch -> line(text, "  " + mismatch));
    if (mismatches.size() > 10) {
      line(text, "  … and " + (mismatches.size() - 10) + " more");
    }
  }

  private static String percent(long part, long whole) {
    return Math.round(100.0 * part / whole) + " %";
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static String clock(Duration took) {
    long seconds = took.toSeconds();
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
