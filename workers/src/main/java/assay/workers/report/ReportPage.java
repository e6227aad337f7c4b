package assay.workers.report;

import assay.activities.store.AnnotatorWork;
import assay.activities.store.Calibrations;
import assay.domain.policy.CalibrationSnapshot;
import assay.workers.control.CampaignStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as one page that needs nothing else. */
public final class ReportPage {
  private ReportPage() {}

  public static String of(CampaignReport report) {
    CampaignStatus status = report.status();
    StringBuilder body = new StringBuilder();
    body.append("<h1>").append(Html.text(status.name())).append("</h1>\n<p class=\"lead\">");
    body.append(Html.text(status.status() + reason(status))).append("</p>\n");
    body.append(Html.section("Progress", progress(status)));
    body.append(Html.section("Agreement", agreement(status)));
    if (!report.judges().isEmpty()) {
      body.append(Html.section("Judges", JudgesSection.of(report)));
      body.append(Html.section("What the judges follow besides quality", BiasTable.of(report)));
    }
    if (!report.estimates().isEmpty() || !report.notices().isEmpty()) {
      body.append(Html.section("Figures of the whole campaign", figures(report)));
    }
    body.append(Html.section("Annotators", annotators(report.annotators())));
    body.append(Html.section("Cost", cost(status)));
    if (!report.calibrations().isEmpty()) {
      body.append(Html.section("Decisions", decisions(report.calibrations())));
    }
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s: report</title>
    <style>
    %s</style>
    </head>
    <body>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(Html.text(status.name()), style(), body);
  }

  private static String style() {
    try (InputStream css = ReportPage.class.getResourceAsStream("/report/report.css")) {
      if (css == null) {
        throw new IllegalStateException("the program's report.css is missing");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String reason(CampaignStatus status) {
    return status.reason().isEmpty() ? "" : ": " + status.reason();
  }

  private static String progress(CampaignStatus status) {
    long total = Math.max(1, status.pairs().total());
    StringBuilder bar = new StringBuilder("<div class=\"bar\" aria-hidden=\"true\">");
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Long> each : status.pairs().byDecider().entrySet()) {
      if (each.getValue() > 0) {
        double share = (double) each.getValue() / total;
        bar.append(
            String.format(
                Locale.ROOT,
                "<span class=\"%s\" style=\"width:%.2f%%\"></span>",
                each.getKey(),
                100 * share));
        rows.add(
            List.of(
                "<span class=\"key " + each.getKey() + "\"></span>" + name(each.getKey()),
                Html.count(each.getValue()),
                Html.percent(share)));
      }
    }
    String counts =
        "<p>%s of %s pairs are settled; %s gold questions.</p>\n"
            .formatted(
                Html.count(status.pairs().settled()),
                Html.count(status.pairs().total()),
                Html.count(status.pairs().gold()));
    return counts + bar + "</div>\n" + Html.table(List.of("Decided by", "Pairs", "Share"), rows);
  }

  private static String name(String decider) {
    return switch (decider) {
      case "ai" -> "judges";
      case "spot_check" -> "judges, confirmed by a spot check";
      case "human" -> "people";
      case "expert" -> "experts";
      default -> Html.text(decider);
    };
  }

  private static String agreement(CampaignStatus status) {
    BigDecimal raw = status.agreement().raw();
    return raw == null
        ? "<p>No pair has two judgments yet.</p>\n"
        : "<p><b>%s</b> %s, over %s pairs.</p>\n"
            .formatted(
                Html.percent(raw.doubleValue()),
                status.agreement().words(),
                Html.count(status.agreement().items()));
  }

  private static String figures(CampaignReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (CampaignReport.Figure each : report.estimates()) {
      rows.add(
          List.of(
              Html.text(each.what()),
              Html.count(each.pairs()),
              Html.count(each.labelled()),
              Html.percent(each.people()),
              Html.percent(each.powered())));
    }
    StringBuilder notices = new StringBuilder();
    report
        .notices()
        .forEach(notice -> notices.append("<p class=\"note\">" + Html.text(notice) + "</p>\n"));
    return rows.isEmpty()
        ? notices.toString()
        : Html.table(
                List.of("Share", "Pairs", "Labelled", "People alone", "With the judges (PPI++)"),
                rows)
            + notices;
  }

  private static String annotators(List<AnnotatorWork.OfOne> people) {
    List<List<String>> rows = new ArrayList<>();
    for (AnnotatorWork.OfOne each : people) {
      rows.add(
          List.of(
              "annotator " + each.number(),
              Html.count(each.judgments()),
              each.seconds() + " s",
              each.goldRight() + " of " + each.goldSeen(),
              each.agreed() + " of " + each.compared(),
              "$" + each.usd()));
    }
    return Html.table(
        List.of("Person", "Judgments", "Median time", "Gold right", "With the label", "Earned"),
        rows);
  }

  private static String cost(CampaignStatus status) {
    CampaignStatus.Cost cost = status.cost();
    return Html.table(
            List.of("For", "What", "US dollars"),
            List.of(
                List.of(
                    "people", Html.count(cost.judgments()) + " judgments", "$" + cost.peopleUsd()),
                List.of(
                    "models",
                    Html.count(cost.promptTokens())
                        + " + "
                        + Html.count(cost.completionTokens())
                        + " tokens",
                    "$" + cost.modelsUsd()),
                List.of("together", "", "$" + cost.totalUsd())))
        + wage(status.people());
  }

  private static String wage(CampaignStatus.People people) {
    BigDecimal wage = people.usdPerHour();
    if (wage == null) {
      return "";
    }
    StringBuilder text =
        new StringBuilder("<p>An hour of measured work earns <b>$" + wage + "</b>");
    if (people.wageFloorUsd().signum() > 0) {
      text.append(people.paysBelowFloor() ? ", below" : ", not below")
          .append(" the floor of $")
          .append(people.wageFloorUsd().toPlainString());
    }
    text.append(".</p>\n");
    for (CampaignStatus.Wage each : people.belowFloor()) {
      text.append(
          "<p class=\"note\">Annotator %s earns $%s in an hour, below the floor.</p>\n"
              .formatted(each.annotator().substring(1), each.usdPerHour()));
    }
    return text.toString();
  }

  private static String decisions(List<CalibrationSnapshot> calibrations) {
    List<List<String>> rows = new ArrayList<>();
    for (CalibrationSnapshot each : calibrations) {
      rows.add(
          List.of(
              Integer.toString(each.version()),
              each.from() + " to " + each.through(),
              Html.count(each.pairs()),
              Calibrations.method(each.calibrator()),
              each.accept() > 1_000_000
                  ? "nothing"
                  : String.format(Locale.ROOT, "%.3f", each.accept() / 1e6),
              each.checks().wrong() + " of " + each.checks().seen(),
              Html.text(each.alarm())));
    }
    return Html.table(
        List.of(
            "Calibration",
            "Batches",
            "Pairs",
            "Method",
            "Accepts from",
            "Checks wrong by then",
            "Alarm"),
        rows);
  }
}
