package assay.workers.story;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.store.Scene;
import assay.domain.Answer;
import assay.domain.DeskEvent;
import assay.domain.Judgment;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Prompt;
import assay.domain.Stage;
import assay.domain.Verdict;
import assay.domain.judge.Panel;
import assay.domain.measure.calibration.Calibrator;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.Route;
import assay.domain.policy.SpotChecks;
import assay.domain.spec.CampaignSpec;
import assay.workflows.BatchPlan;
import assay.workflows.Lot;
import assay.workflows.ReviewActivities;
import assay.workflows.VerdictColumns;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchTellerTest {
  private static final CampaignSpec SPEC =
      Scene.spec(
          """
          campaign: c
          input: {pairs: p.jsonl}
          models: {j: {url: "http://127.0.0.1:1/v1"}}
          prelabel: {judges: [j]}
          """);
  private static final int[] NONE = {};
  private static final int[] PAIR = {0};

  private static Run.Words words(Object... arguments) {
    return new Run.Words(
        DefaultDataConverter.STANDARD_INSTANCE
            .toPayloads(arguments)
            .orElse(Payloads.getDefaultInstance()));
  }

  private static CalibrationSnapshot accepting(int from) {
    return new CalibrationSnapshot(
        1,
        1,
        4,
        200,
        Panel.EQUAL,
        new Calibrator.Isotonic(List.of(new Calibrator.Knot(0.93, 0.814))),
        from,
        SpotChecks.NONE,
        "",
        "d");
  }

  /** What is told of a pair whose judge says A> with a raw confidence of 0.93. */
  private static List<String> texts(
      @Nullable CalibrationSnapshot rule, Route route, Run.Step... later) {
    BatchPlan plan = new BatchPlan(SPEC, 5, 0, 1, "", 0, rule);
    Verdict verdict =
        new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.of("A>"), 930_000, 912_500);
    List<Run.Step> steps = new ArrayList<>();
    steps.add(new Run.Step.Started(Instant.EPOCH, 1, words(plan)));
    steps.add(
        done(
            2,
            "Prelabel",
            words(plan.all(), 1),
            words(VerdictColumns.of(List.of(verdict), List.of(route), "root", List.of()))));
    steps.addAll(List.of(later));
    Pair pair = new Pair(0, "p0", Prompt.ofText("Why?"), "text A", "text B", null, 0, null, null);
    ItemAnswers answers = new ItemAnswers(SPEC.task(), "salt", pair, List.of());
    EventTeller.Item item = new EventTeller.Item(0, true, SPEC.task(), answers, Map.of());
    return new BatchTeller(5, item, new HashSet<>())
        .tell(List.of(new Run("c/5", "run", steps))).stream().map(ItemStory.Line::text).toList();
  }

  private static Run.Step done(long event, String activity, Run.Words input, Run.Words result) {
    return new Run.Step.Done(Instant.EPOCH, event, activity, input, result);
  }

  private static Run.Step opened(int[] review, int[] checks) {
    ReviewActivities.Order order = new ReviewActivities.Order("c", 5, review, checks);
    return done(3, "ReviewOpen", words(order), words());
  }

  private static Run.Step checked(String label) {
    Judgment judgment =
        new Judgment(
            0,
            Stage.SPOT_CHECK,
            1,
            new Answer.Preference(PreferenceLabel.of(label)),
            100,
            false,
            7);
    Lot lot = Lot.of(0, List.of(new DeskEvent.Judged(judgment, true, 0)), "");
    return new Run.Step.Signalled(Instant.EPOCH, 4, "events", words(lot));
  }

  private static Run.Step escalated() {
    return done(5, "EscalationEscalate", words("c", 5, PAIR), words());
  }

  @Test
  void aVerdictIsToldWithTheProbabilityThatRoutedIt() {
    assertThat(texts(accepting(750_000), Route.ACCEPT).getLast())
        .isEqualTo(
            "The judges say A>, probability 0.814 (raw 0.930; accepted from 0.75); accepted");
    assertThat(texts(accepting(900_000), Route.PEOPLE).getLast())
        .isEqualTo(
            "The judges say A>, probability 0.814 (raw 0.930; accepted from 0.90); people decide");
    assertThat(texts(accepting(1_000_001), Route.PEOPLE).getLast())
        .isEqualTo(
            "The judges say A>, probability 0.814 (raw 0.930; nothing is accepted); people"
                + " decide");
    assertThat(texts(null, Route.PEOPLE).getLast())
        .isEqualTo("The judges say A>, confidence 0.930; people decide");
  }

  @Test
  void whyAnItemGoesToTheExpertsIsTold() {
    assertThat(
            texts(
                accepting(750_000),
                Route.SPOT_CHECK,
                opened(NONE, PAIR),
                checked("B>"),
                escalated()))
        .containsSubsequence(
            "Open for a blind check by one person",
            "labelled it B> in 10.0 s (spot check)",
            "Handed to the experts: the check disagreed with the judges");
    assertThat(
            texts(accepting(750_000), Route.SPOT_CHECK, opened(NONE, PAIR), escalated()).getLast())
        .isEqualTo("Handed to the experts: nobody made the check");
    assertThat(texts(null, Route.PEOPLE, opened(PAIR, NONE), escalated()).getLast())
        .isEqualTo("Handed to the experts: people did not settle it");
  }
}
