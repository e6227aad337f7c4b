package assay.workers.report;

import assay.domain.measure.calibration.ReliabilityCurve;
import assay.domain.measure.calibration.ReliabilityCurve.Bin;
import java.util.Locale;

/** What confidence promised beside what people confirmed, drawn as inline SVG. */
final class ReliabilityDiagram {
  private static final int SIZE = 300;
  private static final int LEFT = 44;
  private static final int TOP = 12;

  private ReliabilityDiagram() {}

  static String of(ReliabilityCurve raw, ReliabilityCurve calibrated) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 372 360\" role=\"img\" aria-label=\"Reliability diagram: share that"
            + " people agreed with, by confidence before and probability after calibration\">\n");
    for (int step = 0; step <= 5; step++) {
      double share = step / 5.0;
      line(svg, "grid", share, 0, share, 1);
      line(svg, "grid", 0, share, 1, share);
      label(svg, x(share), TOP + SIZE + 18, "middle", step * 20 + " %");
      label(svg, LEFT - 6, y(share) + 4, "end", step * 20 + " %");
    }
    line(svg, "ideal", 0, 0, 1, 1);
    bins(svg, raw, "raw");
    bins(svg, calibrated, "calibrated");
    label(svg, LEFT + SIZE / 2.0, TOP + SIZE + 38, "middle", "what was promised");
    return svg.append("</svg>\n").toString();
  }

  private static void bins(StringBuilder svg, ReliabilityCurve curve, String kind) {
    int most = curve.bins().stream().mapToInt(Bin::cases).max().orElse(1);
    for (Bin bin : curve.bins()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s: promised %.1f %%,"
                  + " people agreed on %.1f %% of %d</title></circle>%n",
              kind,
              x(bin.meanScore()),
              y(bin.meanOutcome()),
              4 + 6 * Math.sqrt((double) bin.cases() / most),
              kind,
              100 * bin.meanScore(),
              100 * bin.meanOutcome(),
              bin.cases()));
    }
  }

  private static void line(
      StringBuilder svg, String kind, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            kind,
            x(x1),
            y(y1),
            x(x2),
            y(y2)));
  }

  private static void label(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            text));
  }

  private static double x(double share) {
    return LEFT + share * SIZE;
  }

  private static double y(double share) {
    return TOP + (1 - share) * SIZE;
  }
}
