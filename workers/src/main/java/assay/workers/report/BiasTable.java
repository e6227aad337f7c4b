package assay.workers.report;

import assay.domain.measure.bias.JudgeBias;
import assay.domain.measure.bias.PositionBias;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Judges side by side, with what each follows besides quality. */
final class BiasTable {
  private BiasTable() {}

  static String of(CampaignReport report) {
    List<String> head = new ArrayList<>(List.of("With 95 % intervals"));
    report.judges().forEach(judge -> head.add(Html.text(judge.name())));
    List<List<String>> rows = new ArrayList<>();
    row(rows, report, "pairs with a verdict", bias -> Html.count(bias.judged()));
    each(rows, report, "pairs without a usable answer", BiasTable::unusable);
    each(rows, report, "answers", judge -> Html.count(judge.answers().stored()));
    each(rows, report, "… without a verdict", judge -> Html.count(judge.answers().unreadable()));
    row(rows, report, "people agree on the side", bias -> Html.percent(bias.agreement()));
    row(rows, report, "position: the orders do not agree", bias -> position(bias, "flips"));
    row(rows, report, "… what stands first wins twice", bias -> position(bias, "first"));
    row(rows, report, "… what stands second wins twice", bias -> position(bias, "second"));
    row(rows, report, "length: prefers the longer one", bias -> Html.percent(bias.longer()));
    row(rows, report, "… people prefer it", bias -> Html.percent(bias.peopleLonger()));
    row(rows, report, "… above people, same pairs", bias -> Html.points(bias.longerExcess()));
    row(
        rows,
        report,
        "response A wins if both were equally long",
        bias -> Html.percent(bias.lengthControlled()));
    row(rows, report, "self: prefers its own response", bias -> Html.percent(bias.own()));
    row(rows, report, "… above people, same pairs", bias -> Html.points(bias.ownExcess()));
    if (report.judges().stream().anyMatch(judge -> judge.bias().hedged().orNaN() > 0)) {
      row(rows, report, "hedging words in its answers", bias -> Html.percent(bias.hedged()));
      row(rows, report, "… people agree where it hedged", b -> Html.percent(b.agreementHedged()));
      row(rows, report, "… and where it did not", bias -> Html.percent(bias.agreementPlain()));
    }
    return Html.table(head, rows);
  }

  private static String unusable(CampaignReport.Judge judge) {
    CampaignReport.Answers answers = judge.answers();
    return Html.count(answers.unparsable() + answers.unreachable())
        + (answers.unreachable() == 0
            ? ""
            : " <small>%s of them not answered</small>"
                .formatted(Html.count(answers.unreachable())));
  }

  private static String position(JudgeBias bias, String which) {
    PositionBias position = bias.position();
    if (position == null) {
      return "<small>one order asked</small>";
    }
    return Html.percent(
        switch (which) {
          case "first" -> position.first();
          case "second" -> position.second();
          default -> position.flips();
        });
  }

  private static void row(
      List<List<String>> rows,
      CampaignReport report,
      String name,
      Function<JudgeBias, String> value) {
    each(rows, report, name, judge -> value.apply(judge.bias()));
  }

  private static void each(
      List<List<String>> rows,
      CampaignReport report,
      String name,
      Function<CampaignReport.Judge, String> value) {
    List<String> row = new ArrayList<>(List.of(name));
    report.judges().forEach(judge -> row.add(value.apply(judge)));
    boolean told = row.stream().skip(1).anyMatch(cell -> !cell.equals(Html.NO_DATA));
    if (told) {
      rows.add(row);
    }
  }
}
