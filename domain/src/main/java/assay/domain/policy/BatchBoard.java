package assay.domain.policy;

import assay.domain.Decider;
import assay.domain.DeskEvent;
import assay.domain.Judgment;
import assay.domain.Stage;
import assay.domain.Verdict;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of one batch while people work on it: which pairs are open, and what is to be done
 * next.
 *
 * <p>It changes only by {@link #apply desk events} and by {@link #reviewOver deadlines}; the same
 * events in the same order give the same state, however they were cut into lots.
 */
public final class BatchBoard {

  /** What the desk has to be told; pair indexes in ascending order. */
  public record Moves(Map<Integer, Integer> wanted, List<Integer> escalate) {
    public boolean isEmpty() {
      return wanted.isEmpty() && escalate.isEmpty();
    }
  }

  private final CampaignSpec spec;
  private final Map<Integer, PairState> pairs = new TreeMap<>();
  private final Map<Integer, Integer> wanted = new TreeMap<>();
  private final List<Integer> escalate = new ArrayList<>();
  private int inReview;
  private int withExperts;
  private boolean drained;

  private static final class PairState {
    final @Nullable Verdict verdict;
    final Map<Long, Judgment> review = new LinkedHashMap<>();
    final Map<Long, Judgment> expert = new LinkedHashMap<>();
    @Nullable Stage stage;
    @Nullable Decider decider;
    final EnumSet<Stage> exhausted = EnumSet.noneOf(Stage.class);
    int wanted;

    PairState(@Nullable Verdict verdict) {
      this.verdict = verdict;
    }
  }

  public BatchBoard(CampaignSpec spec) {
    this.spec = spec;
  }

  /** Adds a pair with what the judges said of it, null when none was asked. */
  public void add(int pair, Route route, @Nullable Verdict verdict) {
    PairState state = new PairState(verdict);
    pairs.put(pair, state);
    switch (route) {
      case ACCEPT -> state.decider = Decider.AI;
      case SPOT_CHECK -> {
        state.stage = Stage.SPOT_CHECK;
        state.wanted = 1;
        inReview++;
      }
      case PEOPLE -> {
        state.stage = Stage.REVIEW;
        state.wanted = spec.review().redundancy();
        inReview++;
      }
    }
  }

  /** Adds a pair for which no two responses could be had. */
  public void addDropped(int pair) {
    PairState state = new PairState(null);
    state.decider = Decider.DROPPED;
    pairs.put(pair, state);
  }

  public void apply(DeskEvent event) {
    switch (event) {
      case DeskEvent.Judged judged -> judged(judged);
      case DeskEvent.Withdrawn withdrawn -> withdrawn(withdrawn);
      case DeskEvent.Voided voided -> voided(voided);
      case DeskEvent.Exhausted exhausted -> exhausted(exhausted);
      case DeskEvent.Drained d -> drained = true;
    }
  }

  private void judged(DeskEvent.Judged judged) {
    Judgment judgment = judged.judgment();
    if (!judged.counted() || judgment.stage().aside()) {
      return;
    }
    PairState state = state(judgment.pair());
    (judgment.stage() == Stage.EXPERT ? state.expert : state.review)
        .put(judgment.lease(), judgment);
    evaluate(judgment.pair(), state);
  }

  private void withdrawn(DeskEvent.Withdrawn withdrawn) {
    if (withdrawn.stage().aside()) {
      return;
    }
    PairState state = state(withdrawn.pair());
    state.review.remove(withdrawn.lease());
    state.expert.remove(withdrawn.lease());
  }

  /**
   * A decided pair whose item has a place again is open again; where it has none, what is left
   * decides.
   */
  private void voided(DeskEvent.Voided voided) {
    if (voided.stage().aside()) {
      return;
    }
    int pair = voided.pair();
    PairState state = state(pair);
    state.review.remove(voided.lease());
    state.expert.remove(voided.lease());
    if (state.decider == null || state.decider != decider(voided.stage())) {
      return;
    }
    if (voided.reopened()) {
      state.decider = null;
      enter(state, voided.stage());
      evaluate(pair, state);
    } else {
      state.decider = withoutMore(state, voided.stage());
    }
  }

  /** Who decides a pair that settles in this stage. */
  private static Decider decider(Stage stage) {
    return switch (stage) {
      case REVIEW -> Decider.HUMAN;
      case SPOT_CHECK -> Decider.SPOT_CHECK;
      case EXPERT -> Decider.EXPERT;
      case GOLD, REPEAT -> throw new IllegalStateException(stage + " is never on the board");
    };
  }

  /** Who decides when nobody can be asked any more. */
  private Decider withoutMore(PairState state, Stage stage) {
    return switch (stage) {
      case REVIEW -> state.review.isEmpty() ? fallback(state) : Decider.HUMAN;
      case SPOT_CHECK -> Decider.AI;
      case EXPERT -> state.expert.isEmpty() ? fallback(state) : Decider.EXPERT;
      case GOLD, REPEAT -> throw new IllegalStateException(stage + " is never on the board");
    };
  }

  /** The batch is closed: what was opened again in the last moment is decided by what there is. */
  public void closed() {
    for (PairState state : pairs.values()) {
      if (state.stage != null) {
        decide(state, withoutMore(state, state.stage));
      }
    }
  }

  private void exhausted(DeskEvent.Exhausted exhausted) {
    PairState state = state(exhausted.pair());
    state.exhausted.add(exhausted.stage());
    evaluate(exhausted.pair(), state);
  }

  private void evaluate(int pair, PairState state) {
    if (state.stage == null) {
      return;
    }
    boolean nobodyLeft = state.exhausted.contains(state.stage);
    switch (state.stage) {
      case REVIEW -> {
        switch (Settlement.review(spec, state.review.values(), state.wanted, nobodyLeft)) {
          case OPEN -> {}
          case ONE_MORE -> wanted.put(pair, ++state.wanted);
          case SETTLED -> decide(state, Decider.HUMAN);
          case ESCALATE -> escalate(pair, state);
        }
      }
      case SPOT_CHECK -> {
        Verdict verdict = Objects.requireNonNull(state.verdict);
        var ai = Objects.requireNonNull(verdict.label()).direction();
        switch (Settlement.spotCheck(ai, state.review.values(), nobodyLeft)) {
          case OPEN, ONE_MORE -> {}
          case SETTLED -> decide(state, Decider.SPOT_CHECK);
          case ESCALATE -> escalate(pair, state);
        }
      }
      case EXPERT -> {
        switch (Settlement.expert(spec.escalation(), state.expert.values(), nobodyLeft)) {
          case OPEN, ONE_MORE -> {}
          case SETTLED -> decide(state, Decider.EXPERT);
          case ESCALATE -> fallBack(state);
        }
      }
      case GOLD, REPEAT -> throw new IllegalStateException(state.stage + " is never on the board");
    }
  }

  private void escalate(int pair, PairState state) {
    leave(state);
    enter(state, Stage.EXPERT);
    state.wanted = spec.escalation().redundancy();
    wanted.remove(pair);
    escalate.add(pair);
    // A run that begins again hears of experts' answers before it has decided to ask for them.
    evaluate(pair, state);
  }

  private void fallBack(PairState state) {
    switch (spec.escalation().fallback()) {
      case AI, DROP -> decide(state, fallback(state));
      case WAIT -> {}
    }
  }

  private Decider fallback(PairState state) {
    boolean verdict = state.verdict != null && state.verdict.label() != null;
    boolean people = Settlement.support(spec.task(), state.review.values()).isPresent();
    return switch (spec.escalation().fallback()) {
      case AI, WAIT -> verdict || people ? Decider.FALLBACK : Decider.DROPPED;
      case DROP -> Decider.DROPPED;
    };
  }

  private void decide(PairState state, Decider decider) {
    leave(state);
    state.stage = null;
    state.decider = decider;
  }

  private void enter(PairState state, Stage stage) {
    state.stage = stage;
    if (stage == Stage.EXPERT) {
      withExperts++;
    } else {
      inReview++;
    }
  }

  private void leave(PairState state) {
    if (state.stage == Stage.EXPERT) {
      withExperts--;
    } else {
      inReview--;
    }
  }

  /** The review deadline has passed: what is unsettled goes to the experts. */
  public void reviewOver() {
    pairs.forEach(
        (pair, state) -> {
          if (state.stage == Stage.REVIEW || state.stage == Stage.SPOT_CHECK) {
            escalate(pair, state);
          }
        });
  }

  /** The experts' deadline has passed: the spec's fallback decides what is left. */
  public void expertsOver() {
    for (PairState state : pairs.values()) {
      if (state.stage == Stage.EXPERT) {
        fallBack(state);
      }
    }
  }

  /** Takes what the desk has to be told since the last call. */
  public Moves takeMoves() {
    escalate.sort(Integer::compare);
    Moves moves = new Moves(new TreeMap<>(wanted), List.copyOf(escalate));
    wanted.clear();
    escalate.clear();
    return moves;
  }

  public boolean hasMoves() {
    return !wanted.isEmpty() || !escalate.isEmpty();
  }

  public int inReview() {
    return inReview;
  }

  /** Whether anything waits for people or experts. */
  public boolean isOpen() {
    return inReview > 0 || withExperts > 0;
  }

  public int withExperts() {
    return withExperts;
  }

  public boolean drained() {
    return drained;
  }

  /** Pairs that are open in a stage, ascending. */
  public List<Integer> open(Stage stage) {
    return pairs.entrySet().stream()
        .filter(e -> e.getValue().stage == stage)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Who decided each pair, in the order of pairs; only when all are decided. */
  public List<Decider> deciders() {
    return pairs.values().stream().map(state -> Objects.requireNonNull(state.decider)).toList();
  }

  private PairState state(int pair) {
    PairState state = pairs.get(pair);
    if (state == null) {
      throw new IllegalArgumentException("pair " + pair + " is not in this batch");
    }
    return state;
  }
}
