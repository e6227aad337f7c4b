package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Decider;
import assay.domain.Direction;
import assay.domain.Judgment;
import assay.domain.PreferenceLabel;
import assay.domain.Stage;
import assay.domain.Verdict;
import assay.domain.spec.CampaignSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From who decided and the evidence to the label of one pair. */
public final class Labeling {
  private static final int MILLION = 1_000_000;

  private Labeling() {}

  /**
   * @param judgments all counted judgments of the pair, sorted by annotator
   * @param weighing how judgments become votes
   */
  public static SettledLabel of(
      int pair,
      Decider decider,
      @Nullable Verdict verdict,
      List<Judgment> judgments,
      Weighing weighing) {
    EnumMap<PreferenceLabel, Integer> counts = new EnumMap<>(PreferenceLabel.class);
    for (Judgment judgment : judgments) {
      switch (judgment.answer()) {
        case Answer.Preference preference -> counts.merge(preference.label(), 1, Integer::sum);
      }
    }
    List<Judgment> people = judgments.stream().filter(j -> j.stage() != Stage.EXPERT).toList();
    List<Judgment> experts = judgments.stream().filter(j -> j.stage() == Stage.EXPERT).toList();
    Weighed weighed =
        switch (decider) {
          case AI, SPOT_CHECK -> ofVerdict(Objects.requireNonNull(verdict));
          case HUMAN -> ofVotes(pair, people, weighing);
          case EXPERT -> ofVotes(pair, experts, weighing);
          case FALLBACK ->
              verdict != null && verdict.label() != null
                  ? ofVerdict(verdict)
                  : ofVotes(pair, people, weighing);
          case DROPPED, UNSELECTED -> new Weighed(null, 0, 0);
        };
    return new SettledLabel(
        pair, weighed.label, weighed.confidence, weighed.margin, decider, counts);
  }

  /**
   * Who decides once judgments were voided after their batch was sealed: the same as before, or the
   * spec's fallback where nothing of what decided is left.
   */
  public static Decider decider(
      CampaignSpec.Fallback fallback,
      Decider before,
      @Nullable Verdict verdict,
      List<Judgment> judgments) {
    boolean experts = judgments.stream().anyMatch(j -> j.stage() == Stage.EXPERT);
    boolean people = judgments.stream().anyMatch(j -> j.stage() != Stage.EXPERT);
    boolean stands =
        switch (before) {
          case HUMAN -> people;
          case EXPERT -> experts;
          case FALLBACK -> people || (verdict != null && verdict.label() != null);
          case AI, SPOT_CHECK, DROPPED, UNSELECTED -> true;
        };
    if (stands) {
      return before;
    }
    boolean something = people || (verdict != null && verdict.label() != null);
    return switch (fallback) {
      case AI, WAIT -> something ? Decider.FALLBACK : Decider.DROPPED;
      case DROP -> Decider.DROPPED;
    };
  }

  private record Weighed(@Nullable PreferenceLabel label, int confidence, int margin) {}

  private static Weighed ofVerdict(Verdict verdict) {
    return new Weighed(verdict.label(), verdict.confidence(), verdict.margin());
  }

  private static Weighed ofVotes(int pair, List<Judgment> judgments, Weighing weighing) {
    Votes votes = weighing.votes(pair, judgments);
    // Equal weights on both sides say nothing: the plain count decides, and the median where it
    // does not either.
    Direction winner =
        votes
            .winner()
            .or(() -> Votes.equal(judgments).winner())
            .orElseGet(() -> votes.median().direction());
    return new Weighed(
        votes.strength(winner), millionths(votes.share(winner)), millionths(votes.meanMargin()));
  }

  private static int millionths(double value) {
    return (int) StrictMath.round(value * MILLION);
  }
}
