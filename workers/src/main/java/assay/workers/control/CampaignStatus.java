package assay.workers.control;

import assay.domain.measure.quality.GoldQuestion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as its manager sees it; its JSON is {@code status --json}.
 *
 * @param status running, paused, waiting_for_people, completed, failed or cancelled
 * @param reason why it is so, empty when it needs no words
 * @param calibration null where nothing is calibrated
 * @param canary null where the judges have none
 * @param eta when people's work ends at the present pace, null when that cannot be said
 */
public record CampaignStatus(
    String name,
    String status,
    String reason,
    String phase,
    Pairs pairs,
    Generation generation,
    Agreement agreement,
    Cost cost,
    People people,
    Gold gold,
    @Nullable Calibration calibration,
    @Nullable Canary canary,
    @Nullable Instant eta) {

  /**
   * @param total real pairs
   * @param settled of those, with a label or without one for good
   * @param byDecider settled pairs by who decided them
   * @param byPhase all pairs by the phase of their batch
   */
  public record Pairs(
      long total,
      long gold,
      long settled,
      Map<String, Long> byDecider,
      Map<String, Long> byPhase) {}

  /**
   * Generated pairs that were not worth comparing, by why: {@code empty}, {@code identical}, ….
   *
   * @param regenerated how often one was generated anew
   * @param dropped how many were given up
   */
  public record Generation(Map<String, Long> regenerated, Map<String, Long> dropped) {}

  /**
   * How far people who saw the same item agree.
   *
   * @param raw from 0 to 1, null when there is nothing to compare
   * @param items with two or more counted judgments
   * @param measure {@code same_side}: of two people, how often both prefer the same; {@code
   *     same_label}; {@code with_consensus}: of one answer with what all come to; {@code none}
   */
  public record Agreement(@Nullable BigDecimal raw, long items, String measure) {

    /** What the share is of, for a sentence that begins with it. */
    public String words() {
      return switch (measure) {
        case "same_side" -> "of comparisons prefer the same side";
        case "same_label" -> "of comparisons give the same label";
        default -> "is how far answers agree with what all come to";
      };
    }
  }

  /**
   * @param judgments paid judgments, gold included
   * @param budgetUsd the most it may cost, 0 for no limit
   * @param committedUsd spent, or reserved for what is under way; never above the budget
   */
  public record Cost(
      BigDecimal modelsUsd,
      BigDecimal peopleUsd,
      BigDecimal totalUsd,
      long promptTokens,
      long completionTokens,
      long judgments,
      BigDecimal budgetUsd,
      BigDecimal committedUsd) {}

  /**
   * How people are paid, by measured time.
   *
   * @param bonusesUsd part of what people cost
   * @param usdPerHour of all of them together, null when no time was measured
   * @param wageFloorUsd that the spec wants, 0 without one
   * @param belowFloor those who earn less than that
   * @param openAppeals that a manager has not decided yet
   */
  public record People(
      BigDecimal bonusesUsd,
      @Nullable BigDecimal usdPerHour,
      BigDecimal wageFloorUsd,
      List<Wage> belowFloor,
      int openAppeals) {
    public People {
      belowFloor = List.copyOf(belowFloor);
    }

    /** Whether the campaign as a whole pays less than its floor. */
    public boolean paysBelowFloor() {
      return usdPerHour != null && usdPerHour.compareTo(wageFloorUsd) < 0;
    }
  }

  /**
   * @param annotator the number in the campaign, as {@code w3}
   */
  public record Wage(String annotator, BigDecimal usdPerHour, BigDecimal hours) {}

  /**
   * @param pool gold questions there are
   * @param used of those, how many somebody has answered
   * @param suspect those whose known label is probably wrong
   */
  public record Gold(long pool, long used, List<GoldQuestion> suspect, Rotation rotation) {
    public Gold {
      suspect = List.copyOf(suspect);
    }
  }

  /**
   * How gold goes round; a person sees each question once.
   *
   * @param shown how often the average question was answered
   * @param seen by the average person so far
   * @param left for that person, of those that are not retired
   * @param needed by that person in the whole campaign
   */
  public record Rotation(BigDecimal shown, BigDecimal seen, BigDecimal left, long needed) {}

  /**
   * How far the judges are believed.
   *
   * @param version of the newest calibration, 0 before the first
   * @param method isotonic or platt, empty before the first
   * @param pairs it rests on
   * @param wantedPairs that are wanted before anything is accepted
   * @param acceptConfidence the least probability that is accepted now
   * @param alarm why that rose or the campaign was paused, the last time it did; else empty
   */
  public record Calibration(
      int version,
      String method,
      int pairs,
      int wantedPairs,
      BigDecimal acceptConfidence,
      String alarm,
      Checks spotChecks) {}

  /**
   * What spot checks say of the labels that the judges decided.
   *
   * @param error share of those that were wrong, with its 95 % interval; null without any
   */
  public record Checks(
      long seen,
      long wrong,
      @Nullable BigDecimal error,
      @Nullable BigDecimal low,
      @Nullable BigDecimal high) {}

  /**
   * Whether the judges are still the models that they were.
   *
   * @param questions put to each judge at a look
   * @param looks so far
   * @param changes what was noticed, in the order of looks
   * @param notices that a server names somebody else, though nothing else has changed
   */
  public record Canary(int questions, int looks, List<Change> changes, List<String> notices) {
    public Canary {
      changes = List.copyOf(changes);
      notices = List.copyOf(notices);
    }
  }

  /**
   * A judge that answers as another model would.
   *
   * @param firstBatch the first batch that was opened after the last look without a change
   * @param lastBatch the last one that was opened before the change was noticed
   * @param accepted labels of these batches that the judges had decided alone
   * @param again of those, how many another batch has decided again by now
   */
  public record Change(
      String judge,
      int look,
      String text,
      int firstBatch,
      int lastBatch,
      long accepted,
      long again) {}

  /** Whether anything more will happen by itself. */
  public boolean over() {
    return switch (status) {
      case "completed", "failed", "cancelled" -> true;
      default -> false;
    };
  }
}
