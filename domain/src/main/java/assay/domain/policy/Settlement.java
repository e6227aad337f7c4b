package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Direction;
import assay.domain.Judgment;
import assay.domain.TaskType;
import assay.domain.Votes;
import assay.domain.spec.CampaignSpec;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * When people have said enough of one item.
 *
 * <p>The workflow decides with it, and the desk asks it whether a label may still be taken back:
 * the same evidence gives both the same answer.
 */
public enum Settlement {
  /** More judgments are coming. */
  OPEN,
  /** One more place, because the people do not agree yet and the spec allows another. */
  ONE_MORE,
  SETTLED,
  /** The people do not agree and no further place is allowed. */
  ESCALATE;

  /** The version of these rules, recorded with every batch. */
  public static final int VERSION = 1;

  /**
   * @param wanted places the item has now
   * @param exhausted nobody is left who may see it
   */
  public static Settlement review(
      CampaignSpec spec, Collection<Judgment> judgments, int wanted, boolean exhausted) {
    if (judgments.size() < wanted) {
      return exhausted ? ESCALATE : OPEN;
    }
    OptionalDouble support = support(spec.task(), judgments);
    if (support.isPresent() && support.getAsDouble() >= spec.review().minAgreement()) {
      return SETTLED;
    }
    return wanted < spec.review().maxRedundancy() && !exhausted ? ONE_MORE : ESCALATE;
  }

  /** How far people stand behind what their judgments come to; empty while it is not decided. */
  static OptionalDouble support(TaskType task, Collection<Judgment> judgments) {
    List<Answer> answers = judgments.stream().map(Judgment::answer).toList();
    return task.support(answers);
  }

  /** One blind judgment: the same direction confirms the AI's label, another one escalates. */
  public static Settlement spotCheck(
      Direction ai, Collection<Judgment> judgments, boolean exhausted) {
    if (judgments.isEmpty()) {
      return exhausted ? ESCALATE : OPEN;
    }
    return Votes.equal(judgments).winner().map(d -> d == ai).orElse(false) ? SETTLED : ESCALATE;
  }

  /** The experts' label decides alone; {@code ESCALATE} means that only the fallback is left. */
  public static Settlement expert(
      CampaignSpec.Escalation escalation, Collection<Judgment> judgments, boolean exhausted) {
    if (judgments.size() >= escalation.redundancy() || (exhausted && !judgments.isEmpty())) {
      return SETTLED;
    }
    return exhausted ? ESCALATE : OPEN;
  }
}
