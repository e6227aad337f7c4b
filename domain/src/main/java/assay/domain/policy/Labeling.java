package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Categorical;
import assay.domain.Consensus;
import assay.domain.Decider;
import assay.domain.Judgment;
import assay.domain.PreferenceLabel;
import assay.domain.Stage;
import assay.domain.TaskType;
import assay.domain.Verdict;
import assay.domain.spec.CampaignSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From who decided and the evidence to the label of one pair. */
public final class Labeling {
  private Labeling() {}

  /**
   * @param judgments all counted judgments of the pair, sorted by annotator
   * @param weighing how judgments are weighed
   */
  public static SettledLabel of(
      int pair,
      Decider decider,
      @Nullable Verdict verdict,
      List<Judgment> judgments,
      Weighing weighing) {
    List<Judgment> people = judgments.stream().filter(j -> j.stage() != Stage.EXPERT).toList();
    List<Judgment> experts = judgments.stream().filter(j -> j.stage() == Stage.EXPERT).toList();
    @Nullable Consensus settled =
        switch (decider) {
          case AI, SPOT_CHECK -> ofVerdict(Objects.requireNonNull(verdict));
          case HUMAN -> ofVotes(pair, people, weighing);
          case EXPERT -> ofVotes(pair, experts, weighing);
          case FALLBACK ->
              verdict != null && verdict.label() != null
                  ? ofVerdict(verdict)
                  : ofVotes(pair, people, weighing);
          case DROPPED, UNSELECTED -> null;
        };
    return new SettledLabel(
        pair,
        settled == null ? null : settled.label(),
        settled == null ? 0 : settled.confidence(),
        settled == null ? 0 : settled.margin(),
        decider,
        votes(weighing.task(), judgments),
        judgments.size());
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

  private static @Nullable Consensus ofVerdict(Verdict verdict) {
    PreferenceLabel label = verdict.label();
    return label == null
        ? null
        : new Consensus(new Answer.Preference(label), verdict.confidence(), verdict.margin());
  }

  private static Consensus ofVotes(int pair, List<Judgment> judgments, Weighing weighing) {
    return weighing.task().consensus(weighing.tally(pair, judgments));
  }

  /** Judgments by label, in the labels' order; none where answers are no labels. */
  private static Map<String, Integer> votes(TaskType task, List<Judgment> judgments) {
    if (!(task instanceof Categorical categorical)) {
      return Map.of();
    }
    int[] counts = new int[categorical.labels().size()];
    judgments.forEach(judgment -> counts[categorical.whole(judgment.answer())]++);
    Map<String, Integer> votes = new LinkedHashMap<>();
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] > 0) {
        votes.put(categorical.labels().get(label), counts[label]);
      }
    }
    return votes;
  }
}
