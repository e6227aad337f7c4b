package assay.domain.measure.agreement;

import assay.domain.measure.Estimate;
import java.util.Locale;

/** What an agreement coefficient means for the campaign, with the reason. */
public sealed interface Advice {

  /**
   * The coefficient lies in a band.
   *
   * @param lowest the band of the interval's lower end; when it differs, more items are needed to
   *     be sure of the action
   * @param skewed whether one label is so common that kappa and alpha understate the agreement
   */
  record InBand(Band band, Band lowest, Band highest, boolean skewed, String reason)
      implements Advice {
    /** What to do. */
    public String action() {
      return band.action();
    }
  }

  /** There is no coefficient to judge by. */
  record NoValue(String reason) implements Advice {}

  /** AC1 above alpha by this much, with a dominant label, is the prevalence paradox. */
  double PARADOX_GAP = 0.2;

  /** One sentence for a person. */
  default String sentence() {
    return switch (this) {
      case InBand in -> "%s: %s".formatted(in.reason(), in.action());
      case NoValue no -> no.reason();
    };
  }

  /**
   * Advice by Krippendorff's alpha, with Gwet's AC1 beside it to notice skewed labels (Feinstein
   * and Cicchetti 1990).
   */
  static Advice of(Estimate alpha, Estimate ac1) {
    return switch (alpha) {
      case Estimate.Undefined none -> new NoValue("no advice: " + none.reason().text());
      case Estimate.Value value -> ofValue(value, ac1.orNaN());
    };
  }

  private static Advice ofValue(Estimate.Value alpha, double ac1) {
    Band band = Band.of(alpha.value());
    Band lowest = Band.of(alpha.low());
    Band highest = Band.of(alpha.high());
    boolean skewed = ac1 - alpha.value() > PARADOX_GAP;
    String reason =
        String.format(
            Locale.ROOT,
            "agreement is %s (alpha %.2f, 95 %% interval %.2f to %.2f)",
            band.text(),
            alpha.value(),
            alpha.low(),
            alpha.high());
    if (lowest != highest) {
      reason +=
          "; the interval reaches from %s to %s, so label more items to be sure"
              .formatted(lowest.text(), highest.text());
    }
    if (skewed) {
      reason +=
          String.format(
              Locale.ROOT,
              "; one label is so common that alpha understates agreement (AC1 is %.2f)",
              ac1);
    }
    return new InBand(band, lowest, highest, skewed, reason);
  }
}
