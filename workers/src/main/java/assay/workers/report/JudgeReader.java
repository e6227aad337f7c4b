package assay.workers.report;

import assay.activities.store.JudgeEvidence;
import assay.activities.store.JudgeEvidence.Answer;
import assay.activities.store.JudgeEvidence.Settled;
import assay.domain.Direction;
import assay.domain.Verdict;
import assay.domain.judge.Opinion;
import assay.domain.judge.OpinionReader;
import assay.domain.measure.bias.JudgeBias;
import assay.domain.measure.bias.PositionBias;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what one judge said of each pair. */
final class JudgeReader {
  private final CampaignSpec spec;
  private final JudgeEvidence evidence;
  private final int campaign;

  JudgeReader(CampaignSpec spec, JudgeEvidence evidence, int campaign) {
    this.spec = spec;
    this.evidence = evidence;
    this.campaign = campaign;
  }

  /**
   * @param weights how many judged pairs a labelled one stands for, by pair
   */
  CampaignReport.Judge of(String judge, List<Settled> settled, Map<String, Double> weights) {
    Map<String, Direction> verdicts = evidence.verdicts(campaign, judge);
    Map<String, Direction> ab = new HashMap<>();
    Map<String, Direction> ba = new HashMap<>();
    Set<String> hedged = new HashSet<>();
    List<Answer> answers = evidence.answers(campaign, judge);
    int unreadable = 0;
    for (Answer answer : answers) {
      Optional<Direction> side = shown(judge, answer.text());
      unreadable += side.isEmpty() ? 1 : 0;
      // Of each order the first answer that holds a verdict.
      side.ifPresent(s -> (first(judge, answer) ? ab : ba).putIfAbsent(answer.id(), s));
      if (Opinion.hedges(answer.text()) > 0) {
        hedged.add(answer.id());
      }
    }
    List<JudgeBias.Judged> pairs = new ArrayList<>();
    for (Settled pair : settled) {
      Direction verdict = verdicts.get(pair.id());
      if (verdict != null) {
        pairs.add(
            new JudgeBias.Judged(
                verdict,
                orders(ab.get(pair.id()), ba.get(pair.id())),
                hedged.contains(pair.id()),
                pair.longerBy(),
                own(judge, pair),
                pair.people(),
                weights.getOrDefault(pair.id(), 1.0)));
      }
    }
    Map<Verdict.Outcome, Integer> outcomes = evidence.outcomes(campaign, judge);
    return new CampaignReport.Judge(
        judge,
        new CampaignReport.Answers(
            answers.size(),
            unreadable,
            outcomes.getOrDefault(Verdict.Outcome.UNPARSABLE, 0),
            outcomes.getOrDefault(Verdict.Outcome.UNREACHABLE, 0)),
        JudgeBias.of(pairs));
  }

  private static boolean first(String judge, Answer answer) {
    return answer.variant().startsWith(judge + "/ab");
  }

  private Optional<Direction> shown(String judge, String answer) {
    return OpinionReader.read(spec, spec.model(judge).verdict(), answer, null)
        .map(opinion -> opinion.label().direction());
  }

  private static PositionBias.@Nullable BothOrders orders(
      @Nullable Direction ab, @Nullable Direction ba) {
    return ab == null || ba == null ? null : new PositionBias.BothOrders(ab, ba);
  }

  private static @Nullable Direction own(String judge, Settled pair) {
    boolean a = judge.equals(pair.modelA());
    boolean b = judge.equals(pair.modelB());
    return a == b ? null : a ? Direction.A : Direction.B;
  }
}
