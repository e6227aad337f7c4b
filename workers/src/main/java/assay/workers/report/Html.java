package assay.workers.report;

import assay.domain.measure.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Small pieces of a page; every text that comes from outside is escaped. */
final class Html {
  static final String NO_DATA = "<small>no data</small>";

  private Html() {}

  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A table that scrolls by itself where it is too wide. */
  static String table(List<String> head, List<List<String>> rows) {
    String names =
        head.stream().map(cell -> "<th scope=\"col\">" + cell + "</th>").collect(joined());
    String body =
        rows.stream()
            .map(
                row ->
                    "<tr><th scope=\"row\">"
                        + row.getFirst()
                        + "</th>"
                        + row.stream()
                            .skip(1)
                            .map(cell -> "<td>" + cell + "</td>")
                            .collect(joined())
                        + "</tr>\n")
            .collect(joined());
    return "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>"
        + names
        + "</tr></thead><tbody>\n"
        + body
        + "</tbody></table></div>\n";
  }

  static String section(String title, String body) {
    return "<section><h2>" + title + "</h2>\n" + body + "</section>\n";
  }

  /** A share as percent, with its interval below. */
  static String percent(Estimate share) {
    return switch (share) {
      case Estimate.Value v -> "%s <small>%s</small>".formatted(percent(v.value()), interval(v));
      case Estimate.Undefined u -> NO_DATA;
    };
  }

  /** The same within a sentence. */
  static String inWords(Estimate share) {
    return switch (share) {
      case Estimate.Value v -> "<b>%s</b> (%s)".formatted(percent(v.value()), interval(v));
      case Estimate.Undefined u -> "an unknown share";
    };
  }

  /** Normal intervals may reach beyond what a share can be. */
  private static String interval(Estimate.Value share) {
    return percent(Math.max(0, share.low())) + " to " + percent(Math.min(1, share.high()));
  }

  /** A difference of shares in percentage points. */
  static String points(Estimate difference) {
    return switch (difference) {
      case Estimate.Value v ->
          String.format(
              Locale.ROOT,
              "%+.1f <small>%+.1f to %+.1f points</small>",
              100 * v.value(),
              100 * v.low(),
              100 * v.high());
      case Estimate.Undefined u -> NO_DATA;
    };
  }

  static String percent(double share) {
    // A no-break space keeps number and sign together.
    return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining();
  }
}
