package assay.activities.export;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.ExportRows.Snapshot;
import assay.activities.store.Payments;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files about money: who is paid how much, and every dollar by its cause.
 *
 * <p>Amounts are exact, so that sums are; the sum of the ledger is the campaign's cost. People
 * appear under their number in the campaign and that of their account, never by name.
 */
final class Accounting {
  private Accounting() {}

  static void write(Snapshot snapshot, Campaign campaign, FileSet files) {
    try {
      payouts(snapshot, files);
      ledger(snapshot, campaign.spec().campaign(), files);
    } catch (IOException e) {
      throw FileSet.failed(files.folder(), e);
    }
  }

  private static void payouts(Snapshot snapshot, FileSet files) throws IOException {
    Csv table =
        files.table(
            "payouts.csv",
            "annotator",
            "account",
            "tier",
            "judgments",
            "voided",
            "seconds",
            "judgments_usd",
            "practice_usd",
            "bonus_usd",
            "total_usd",
            "usd_per_hour");
    for (Payments.Earned each : snapshot.earned()) {
      table.row(
          person(each.member()),
          each.account(),
          each.tier(),
          each.judgments(),
          each.voided(),
          BigDecimal.valueOf(each.tenths(), 1),
          usd(each.judgmentsUsd()),
          usd(each.practiceUsd()),
          usd(each.bonusUsd()),
          usd(each.usd()),
          each.hourlyUsd());
    }
  }

  private static void ledger(Snapshot snapshot, String campaign, FileSet files) throws IOException {
    Csv table =
        files.table(
            "ledger.csv",
            "cause",
            "usd",
            "annotator",
            "pair_id",
            "lease",
            "seconds",
            "model",
            "calls",
            "note");
    try (Stream<Payments.Entry> entries = snapshot.ledger()) {
      for (Iterator<Payments.Entry> all = entries.iterator(); all.hasNext(); ) {
        Payments.Entry each = all.next();
        Integer tenths = each.tenths();
        table.row(
            each.cause(),
            usd(each.usd()),
            each.member() == null ? null : person(each.member()),
            each.pair() == null ? null : campaign + "/" + each.pair(),
            each.lease(),
            tenths == null ? null : BigDecimal.valueOf(tenths, 1),
            each.model(),
            each.model() == null ? null : each.calls(),
            each.note());
      }
    }
  }

  private static String person(@Nullable Integer member) {
    return "w" + member;
  }

  /** Exact, with cents at least. */
  private static BigDecimal usd(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
  }
}
