package assay.domain.policy;

import assay.domain.Direction;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.judge.Panel;
import assay.domain.measure.Doubles;
import assay.domain.measure.calibration.Scored;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people said of pairs that the judges had judged, as evidence about the judges.
 *
 * <p>Which pairs people see depends on the verdicts and a draw alone, never on what is right. A
 * pair stands for as many as were judged like it: its weight is the inverse of the probability that
 * a pair with its verdicts is shown to people, over all rules in force until then (inverse
 * probability weights with the balance heuristic of Veach and Guibas 1995, section 3).
 */
public final class CalibrationCases {
  private static final int FOLDS = 5;

  /**
   * A pair that was judged, whoever decided it.
   *
   * @param id its name in the input
   * @param each the judges' verdicts in the spec's order
   * @param evenGoesToB what was drawn for it
   * @param decidedBy version of the calibration that routed its batch, 0 before the first
   * @param checked whether it was accepted and drawn for a spot check
   * @param people the direction of people's label, null without one
   */
  public record Judged(
      String id,
      List<Verdict> each,
      boolean evenGoesToB,
      int decidedBy,
      boolean checked,
      @Nullable Direction people) {
    public Judged {
      each = List.copyOf(each);
    }

    private boolean usable() {
      return people != null && each.stream().anyMatch(verdict -> verdict.label() != null);
    }

    private Direction known() {
      return Objects.requireNonNull(people);
    }
  }

  /**
   * A labelled pair as it is used.
   *
   * @param verdict the panel's, by a panel that was fitted without this pair
   * @param weight how many judged pairs it stands for
   * @param accepted whether it was accepted by a calibration and then drawn for a spot check
   * @param refuted of such a pair, whether people prefer another direction than was accepted
   */
  public record Case(
      String id,
      Verdict verdict,
      Direction people,
      double weight,
      boolean accepted,
      boolean refuted) {
    /** Whether people agree with the verdict's direction. */
    public boolean right() {
      PreferenceLabel label = verdict.label();
      return label != null && label.direction() == people;
    }
  }

  private final CampaignSpec spec;
  private final List<CalibrationSnapshot> rules;
  private final Map<Integer, Integer> decided = new HashMap<>();
  private final int judged;
  private final boolean several;
  private final List<Case> cases = new ArrayList<>();
  private final Panel panel;

  /**
   * @param rules all calibrations so far, by version
   * @param pairs all judged pairs of the batches that count, in the order of the input
   */
  public CalibrationCases(CampaignSpec spec, List<CalibrationSnapshot> rules, List<Judged> pairs) {
    this.spec = spec;
    this.rules = List.copyOf(rules);
    this.judged = pairs.size();
    this.several = spec.prelabel().judges().size() > 1;
    pairs.forEach(pair -> decided.merge(pair.decidedBy(), 1, Integer::sum));
    List<Judged> labelled = pairs.stream().filter(Judged::usable).toList();
    List<Panel.Known> known = labelled.stream().map(this::known).toList();
    this.panel = several ? Panel.fit(spec.prelabel().judges().size(), known) : Panel.EQUAL;
    List<Panel> without = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      without.add(several ? without(fold, labelled, known) : Panel.EQUAL);
    }
    for (int i = 0; i < labelled.size(); i++) {
      Judged pair = labelled.get(i);
      Verdict verdict = without.get(fold(pair)).verdict(pair.each(), pair.evenGoesToB());
      cases.add(
          new Case(
              pair.id(),
              verdict,
              pair.known(),
              known.get(i).weight(),
              pair.checked(),
              pair.checked() && refuted(pair)));
    }
  }

  /** In the order of the input. */
  public List<Case> all() {
    return List.copyOf(cases);
  }

  public int size() {
    return cases.size();
  }

  /** The panel by all of them. */
  public Panel panel() {
    return panel;
  }

  /** As columns: raw confidence, whether people agreed, weight. */
  public Scored scored() {
    double[] scores = new double[cases.size()];
    double[] outcomes = new double[cases.size()];
    double[] weights = new double[cases.size()];
    for (int i = 0; i < scores.length; i++) {
      Case each = cases.get(i);
      scores[i] = each.verdict().confidence() / (double) CalibrationSnapshot.MILLION;
      outcomes[i] = each.right() ? 1 : 0;
      weights[i] = each.weight();
    }
    return new Scored(Doubles.owned(scores), Doubles.owned(outcomes), Doubles.owned(weights));
  }

  private Panel.Known known(Judged pair) {
    return new Panel.Known(pair.each(), pair.known(), 1 / sampling(pair));
  }

  private Panel without(int fold, List<Judged> labelled, List<Panel.Known> known) {
    List<Panel.Known> others = new ArrayList<>();
    for (int i = 0; i < labelled.size(); i++) {
      if (fold(labelled.get(i)) != fold) {
        others.add(known.get(i));
      }
    }
    return Panel.fit(spec.prelabel().judges().size(), others);
  }

  private int fold(Judged pair) {
    return Draw.below(FOLDS, spec.seed(), "fold", pair.id());
  }

  /** The probability that a pair with these verdicts is shown to people, over all rules so far. */
  private double sampling(Judged pair) {
    if (rules.isEmpty()) {
      return 1;
    }
    double sum = decided.getOrDefault(0, 0);
    for (CalibrationSnapshot rule : rules) {
      sum += decided.getOrDefault(rule.version(), 0) * Route.sampling(spec, rule, by(rule, pair));
    }
    return sum / judged;
  }

  private boolean refuted(Judged pair) {
    PreferenceLabel accepted =
        rules.stream()
            .filter(rule -> rule.version() == pair.decidedBy())
            .findFirst()
            .map(rule -> by(rule, pair).label())
            .orElse(null);
    return accepted == null || accepted.direction() != pair.known();
  }

  private static Verdict by(CalibrationSnapshot rule, Judged pair) {
    return rule.panel().verdict(pair.each(), pair.evenGoesToB());
  }
}
