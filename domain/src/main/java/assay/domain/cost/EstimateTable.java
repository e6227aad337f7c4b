package assay.domain.cost;

import java.math.BigDecimal;
import java.util.Locale;

/** An estimate as a table for people. */
public final class EstimateTable {
  private EstimateTable() {}

  public static String of(Estimate e) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "Estimate for %s: %,d pair%s, %,d gold question%s\n",
            e.campaign(),
            e.pairs(),
            e.pairs() == 1 ? "" : "s",
            e.goldQuestions(),
            e.goldQuestions() == 1 ? "" : "s"));
    table.append(row("", "least", "expected", "most", ""));
    counts(table, "people's judgments", e.review(), "$" + plain(e.reviewPayUsd()) + " each");
    counts(table, "spot checks", e.spotChecks(), "");
    counts(table, "gold judgments", e.gold(), "paid like any other");
    counts(table, "experts' judgments", e.experts(), "$" + plain(e.expertPayUsd()) + " each");
    counts(table, "model calls", e.calls(), "");
    counts(table, "tokens in", e.promptTokens(), "");
    counts(table, "tokens out", e.completionTokens(), "");
    dollars(table, "people", e.peopleUsd());
    dollars(table, "models", e.modelsUsd());
    dollars(table, "total", e.totalUsd());
    e.assumptions().forEach(a -> table.append("  assumed: ").append(a).append('\n'));
    return table.toString();
  }

  private static void counts(StringBuilder table, String name, Range<Long> r, String note) {
    if (r.most() > 0 || r.expected() > 0 || r.least() > 0) {
      table.append(row(name, count(r.least()), count(r.expected()), count(r.most()), note));
    }
  }

  private static void dollars(StringBuilder table, String name, Range<BigDecimal> r) {
    table.append(row(name, usd(r.least()), usd(r.expected()), usd(r.most()), ""));
  }

  private static String row(String name, String a, String b, String c, String note) {
    return String.format(Locale.ROOT, "  %-20s %14s %14s %14s  %s", name, a, b, c, note)
            .stripTrailing()
        + "\n";
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String usd(BigDecimal value) {
    return String.format(Locale.ROOT, "$%,.2f", value);
  }

  private static String plain(BigDecimal value) {
    return (value.scale() < 2 ? value.setScale(2) : value).toPlainString();
  }
}
