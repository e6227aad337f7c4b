package assay.workers.cli;

import assay.workers.control.CampaignStatus;
import java.math.BigDecimal;
import java.util.Locale;

/** What a status says of the judges, in words. */
final class JudgesText {
  private JudgesText() {}

  /** How far they are believed, and what checks say of it. */
  static String believed(CampaignStatus s, CampaignStatus.Calibration c) {
    String known =
        c.version() == 0
            ? uncalibrated(s, c)
            : String.format(
                Locale.ROOT,
                "calibration %d (%s, %,d pairs), %s%s",
                c.version(),
                c.method(),
                c.pairs(),
                c.acceptConfidence().compareTo(BigDecimal.ONE) > 0
                    ? "nothing is accepted"
                    : "accepted from " + c.acceptConfidence().toPlainString(),
                c.alarm().isEmpty() ? "" : "; " + c.alarm());
    CampaignStatus.Checks checks = c.spotChecks();
    return checks.error() == null || checks.low() == null || checks.high() == null
        ? known
        : known
            + String.format(
                Locale.ROOT,
                "; %,d of %,d spot checks found an error (%s %%, between %s and %s)",
                checks.wrong(),
                checks.seen(),
                StatusText.percent(checks.error()),
                StatusText.percent(checks.low()),
                StatusText.percent(checks.high()));
  }

  private static String uncalibrated(CampaignStatus s, CampaignStatus.Calibration c) {
    if (!s.over()) {
      return String.format(
          Locale.ROOT,
          "not calibrated yet: people have labelled %,d of %,d pairs, and decide all until then",
          c.pairs(),
          c.wantedPairs());
    }
    boolean changed = s.canary() != null && !s.canary().changes().isEmpty();
    return String.format(
        Locale.ROOT,
        "%s: people labelled %,d of the %,d pairs that it needs, and no verdict was accepted%s",
        changed ? "not calibrated again since a judge changed" : "never calibrated",
        c.pairs(),
        c.wantedPairs(),
        changed ? " after that" : "");
  }

  /** Whether they are still the models that they were. */
  static String canary(CampaignStatus.Canary c) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%,d look%s at %,d gold questions",
                c.looks(),
                c.looks() == 1 ? "" : "s",
                c.questions()));
    for (CampaignStatus.Change change : c.changes()) {
      text.append("; ").append(change.text());
      if (change.accepted() > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "; %,d labels of batches %d to %d were the judges' alone, perhaps of both models,"
                    + " and %,d of them are decided again",
                change.accepted(),
                change.firstBatch(),
                change.lastBatch(),
                change.again()));
      }
    }
    c.notices().forEach(notice -> text.append("; ").append(notice));
    return text.toString();
  }
}
