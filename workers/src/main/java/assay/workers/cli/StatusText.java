package assay.workers.cli;

import assay.domain.measure.quality.GoldQuestion;
import assay.workers.control.CampaignStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A campaign's status in words. */
final class StatusText {
  private StatusText() {}

  /** One line, for lists and for watching. */
  static String line(CampaignStatus s) {
    String eta = s.eta() == null ? "" : ", until about " + s.eta();
    return String.format(
        Locale.ROOT,
        "%s: %s, %s, %,d of %,d pairs settled, %,d judgments, $%,.2f%s",
        s.name(),
        s.status(),
        s.phase(),
        s.pairs().settled(),
        s.pairs().total(),
        s.cost().judgments(),
        s.cost().totalUsd(),
        eta);
  }

  /** Everything, a few lines. */
  static String of(CampaignStatus s) {
    StringBuilder text = new StringBuilder();
    row(text, "campaign", s.name());
    row(text, "status", s.status() + (s.reason().isEmpty() ? "" : ": " + s.reason()));
    row(text, "phase", s.phase() + counts(s.pairs().byPhase()));
    row(
        text,
        "pairs",
        String.format(
            Locale.ROOT,
            "%,d, %,d gold questions, %,d settled%s",
            s.pairs().total(),
            s.pairs().gold(),
            s.pairs().settled(),
            counts(s.pairs().byDecider())));
    CampaignStatus.Rotation gold = s.gold().rotation();
    if (s.gold().pool() > 0) {
      row(
          text,
          "gold",
          String.format(
              Locale.ROOT,
              "each question answered %s times; the average person has seen %s, %s are left and"
                  + " about %,d needed in all",
              gold.shown(),
              gold.seen(),
              gold.left(),
              gold.needed()));
    }
    for (GoldQuestion question : s.gold().suspect()) {
      row(
          text,
          "check gold",
          "%s: %d of %d right, contested %d times; its label may be wrong: ./assay gold retire %s"
              .formatted(
                  question.id(),
                  question.right(),
                  question.answered(),
                  question.contested(),
                  question.id()));
    }
    generation(text, s.generation());
    row(text, "agreement", agreement(s.agreement()));
    row(
        text,
        "cost",
        String.format(
            Locale.ROOT,
            "$%,.2f: people $%,.2f for %,d judgments, models $%,.2f for %,d + %,d tokens",
            s.cost().totalUsd(),
            s.cost().peopleUsd(),
            s.cost().judgments(),
            s.cost().modelsUsd(),
            s.cost().promptTokens(),
            s.cost().completionTokens()));
    if (s.cost().budgetUsd().signum() > 0) {
      row(
          text,
          "budget",
          String.format(
              Locale.ROOT,
              "$%,.2f, of which $%,.2f is spent or reserved",
              s.cost().budgetUsd(),
              s.cost().committedUsd()));
    }
    people(text, s);
    CampaignStatus.Calibration calibration = s.calibration();
    if (calibration != null) {
      row(text, "judges", JudgesText.believed(s, calibration));
    }
    if (s.canary() != null) {
      row(text, "canary", JudgesText.canary(s.canary()));
    }
    if (s.eta() != null) {
      row(text, "until about", s.eta().toString());
    }
    return text.toString();
  }

  private static void people(StringBuilder text, CampaignStatus s) {
    CampaignStatus.People people = s.people();
    if (people.usdPerHour() != null) {
      row(text, "wage", wage(people));
    }
    if (people.openAppeals() > 0) {
      row(
          text,
          "appeals",
          String.format(Locale.ROOT, "%,d to decide: ./assay appeal list", people.openAppeals()));
    }
  }

  private static String wage(CampaignStatus.People people) {
    StringBuilder text =
        new StringBuilder(
            String.format(Locale.ROOT, "$%,.2f an hour of measured time", people.usdPerHour()));
    if (people.wageFloorUsd().signum() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              ", %s the floor of $%,.2f",
              people.paysBelowFloor() ? "below" : "not below",
              people.wageFloorUsd()));
    }
    List<String> below =
        people.belowFloor().stream()
            .map(
                one -> String.format(Locale.ROOT, "%s ($%,.2f)", one.annotator(), one.usdPerHour()))
            .toList();
    return below.isEmpty() ? text.toString() : text + "; below it: " + String.join(", ", below);
  }

  private static String agreement(CampaignStatus.Agreement a) {
    if (a.measure().equals("none")) {
      return "none is asked of texts";
    }
    if (a.raw() == null) {
      return "no pair has two judgments yet";
    }
    return String.format(
        Locale.ROOT, "%s %% %s, over %,d pairs", percent(a.raw()), a.words(), a.items());
  }

  static String percent(BigDecimal share) {
    return share.movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  /** Nothing while every generated pair is worth comparing. */
  private static void generation(StringBuilder text, CampaignStatus.Generation generation) {
    long anew = sum(generation.regenerated());
    long dropped = sum(generation.dropped());
    if (anew + dropped > 0) {
      row(
          text,
          "generation",
          String.format(
              Locale.ROOT,
              "without signal: %,d times generated anew%s, %,d dropped%s",
              anew,
              counts(generation.regenerated()),
              dropped,
              counts(generation.dropped())));
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String counts(Map<String, Long> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (name, count) -> {
          if (count > 0) {
            parts.add(String.format(Locale.ROOT, "%s %,d", name, count));
          }
        });
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-12s %s\n", name, value));
  }
}
