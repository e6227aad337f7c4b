package assay.workflows;

import static assay.domain.Stage.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.judge.Panel;
import assay.domain.measure.calibration.Calibrator;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.SpotChecks;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;

class CampaignWorkflowTest {
  private static CampaignWorkflow start(WorkflowHouse house) {
    CampaignWorkflow campaign =
        house
            .temporal
            .getWorkflowClient()
            .newWorkflowStub(
                CampaignWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Names.WORKFLOWS_QUEUE)
                    .setWorkflowId(Names.workflowId("house"))
                    .build());
    WorkflowClient.start(campaign::run, CampaignWorkflow.Start.of("house"));
    return campaign;
  }

  private static void judge(WorkflowHouse house, int batch, int pair) {
    for (int person = 1; person <= 3; person++) {
      house.desk.say(batch, pair, REVIEW, person, "A>", true);
    }
  }

  @Test
  void batchesOpenInAWindowAndTheEndIsSealed() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("batch: {size: 1, window: 2}")) {
      house.desk.pairs = 3;
      CampaignWorkflow campaign = start(house);
      house.awaitAsked("review [0] spot []");
      house.awaitAsked("review [1] spot []");
      assertThat(house.desk.asked).doesNotContain("review [2] spot []");
      judge(house, 2, 1);
      house.awaitAsked("review [2] spot []");
      judge(house, 1, 0);
      judge(house, 3, 2);
      WorkflowStub.fromTyped(campaign).getResult(Void.class);
      house.awaitAsked("campaign completed");
      assertThat(house.desk.asked)
          .containsSubsequence("seal assay/house/batch-2", "finished 2 {HUMAN=1}")
          .containsSubsequence(
              "aggregate campaign", "export campaign", "seal assay/house", "campaign completed");
    }
  }

  @Test
  void aPausedCampaignOpensNothingUntilItIsResumed() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("batch: {size: 1}")) {
      house.desk.steering = new Steering(1, true, false, 0);
      house.desk.pairs = 1;
      CampaignWorkflow campaign = start(house);
      house.awaitAsked("phase label");
      assertThat(house.desk.asked).noneMatch(asked -> asked.startsWith("review"));
      campaign.steer(new Steering(2, false, false, 18_000_000));
      house.awaitAsked("subscribe after 0");
      judge(house, 1, 0);
      house.awaitAsked("campaign completed");
    }
  }

  @Test
  void aBatchThatDoesNotFitInTheBudgetWaitsForTheOpenOnesThenForTheManager() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("batch: {size: 1, window: 2}")) {
      house.desk.pairs = 2;
      house.desk.money = 1;
      CampaignWorkflow campaign = start(house);
      house.awaitAsked("subscribe after 0");
      house.awaitAsked("reserve 2: too much");
      assertThat(house.desk.asked).noneMatch(asked -> asked.equals("out of budget"));
      judge(house, 1, 0);
      house.awaitAsked("out of budget");
      assertThat(house.desk.asked)
          .containsSubsequence(
              "reserve 2: too much",
              "finished 1 {HUMAN=1}",
              "reserve 2: too much",
              "out of budget");
      house.desk.money = 2;
      campaign.steer(new Steering(2, false, false, 1000));
      house.awaitAsked("review [1] spot []");
      judge(house, 2, 1);
      house.awaitAsked("campaign completed");
    }
  }

  @Test
  void cancellingEndsOpenBatchesAndSaysSo() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("batch: {size: 1, window: 1}")) {
      CampaignWorkflow campaign = start(house);
      house.awaitAsked("subscribe after 0");
      campaign.steer(new Steering(1, false, true, 0));
      house.awaitAsked("campaign cancelled: cancelled by the manager");
      assertThat(house.desk.asked).contains("close").doesNotContain("review [1] spot []");
    }
  }

  private static final String CALIBRATED =
      "prelabel: {judges: [judge], calibration_pairs: 10, spot_check: 0}\n"
          + "batch: {size: 5, window: 2}\n";
  private static final Verdict SURE =
      new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.A_BETTER, 950_000, 900_000);

  private static CalibrationSnapshot snapshot(int version, int through, int accept) {
    return snapshot(version, 1, through, accept);
  }

  private static CalibrationSnapshot snapshot(int version, int from, int through, int accept) {
    return new CalibrationSnapshot(
        version,
        from,
        through,
        10,
        Panel.EQUAL,
        new Calibrator.Identity(),
        accept,
        SpotChecks.NONE,
        "",
        "d");
  }

  private static void judgeBatch(WorkflowHouse house, int batch) {
    for (int pair = 5 * batch - 5; pair < 5 * batch; pair++) {
      judge(house, batch, pair);
    }
  }

  @Test
  void nothingIsAcceptedBeforeTheCalibrationAndItDecidesFromThenOn() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse(CALIBRATED)) {
      house.desk.pairs = 25;
      for (int pair = 0; pair < 25; pair++) {
        house.desk.verdicts.put(pair, SURE);
      }
      house.desk.prepared.add(snapshot(1, 2, 900_000));
      house.desk.prepared.add(snapshot(2, 3, 960_000));
      CampaignWorkflow campaign = start(house);
      house.awaitAsked("review [0, 1, 2, 3, 4] spot []");
      judgeBatch(house, 1);
      house.awaitAsked("finished 1 {HUMAN=5}");
      // Batch 2 alone is open: batch 3 waits for what people say of both.
      house.awaitAsked("review [5, 6, 7, 8, 9] spot []");
      assertThat(house.desk.asked).noneMatch(asked -> asked.startsWith("fit"));
      judgeBatch(house, 2);
      house.awaitAsked("finished 4 {AI=5}");
      // The second one rests on batch 3 and decides from a window later on.
      house.awaitAsked("review [20, 21, 22, 23, 24] spot []");
      judgeBatch(house, 5);
      WorkflowStub.fromTyped(campaign).getResult(Void.class);
      assertThat(house.desk.asked)
          .containsSubsequence("finished 2 {HUMAN=5}", "fit 1 through 2", "finished 3 {AI=5}")
          .containsSubsequence("fit 2 through 3", "review [20, 21, 22, 23, 24] spot []")
          .filteredOn(asked -> asked.startsWith("fit"))
          .containsExactly("fit 1 through 2", "fit 2 through 3");
    }
  }

  private static final String WATCHED =
      "prelabel: {judges: [judge], calibration: %s, calibration_pairs: 10, spot_check: 0,"
          + " canary: 5, canary_every: 2}\nbatch: {size: 5, window: 1}\n";

  @Test
  void aLookComesBeforeTheFirstBatchAndEveryFewBatches() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse(WATCHED.formatted("none"))) {
      house.desk.pairs = 25;
      for (int pair = 0; pair < 25; pair++) {
        house.desk.verdicts.put(pair, SURE);
      }
      CampaignWorkflow campaign = start(house);
      WorkflowStub.fromTyped(campaign).getResult(Void.class);
      assertThat(house.desk.asked)
          .filteredOn(asked -> asked.startsWith("canary") || asked.startsWith("reserve"))
          .containsExactly(
              "canary 1 before 1",
              "reserve 1",
              "reserve 2",
              "canary 2 before 3",
              "reserve 3",
              "reserve 4",
              "canary 3 before 5",
              "reserve 5");
    }
  }

  @Test
  void aJudgeThatHasChangedPausesTheCampaignAndIsCalibratedAnew() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse(WATCHED.formatted("auto"))) {
      house.desk.pairs = 45;
      for (int pair = 0; pair < 45; pair++) {
        house.desk.verdicts.put(pair, SURE);
      }
      house.desk.changedAt = 3;
      house.desk.prepared.add(snapshot(1, 1, 2, 900_000));
      house.desk.prepared.add(snapshot(2, 1, 3, 900_000));
      house.desk.prepared.add(snapshot(3, 1, 4, 900_000));
      house.desk.prepared.add(snapshot(4, 5, 6, 900_000));
      house.desk.prepared.add(snapshot(5, 5, 7, 900_000));
      house.desk.prepared.add(snapshot(6, 5, 8, 900_000));
      CampaignWorkflow campaign = start(house);
      judgeBatch(house, 1);
      judgeBatch(house, 2);
      house.awaitAsked("canary 3 before 5");
      house.awaitAsked("finished 4 {AI=5}");
      house.pass(java.time.Duration.ofMinutes(5));
      assertThat(house.desk.asked)
          .noneMatch(asked -> asked.equals("reserve 5") || asked.startsWith("canary 4"));
      // One of the pairs that are to be judged again is no longer sure.
      house.desk.verdicts.put(
          16, new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.B_BETTER, 700_000, -500_000));
      campaign.steer(new Steering(2, false, false, 300_000));
      house.awaitAsked("canary 4 before 5");
      judgeBatch(house, 5);
      judgeBatch(house, 6);
      house.awaitAsked("review [16] spot []");
      judge(house, 11, 16);
      WorkflowStub.fromTyped(campaign).getResult(Void.class);
      assertThat(house.desk.asked)
          .containsSubsequence(
              "canary 3 before 5",
              "canary 4 before 5",
              "reserve 5",
              "finished 5 {HUMAN=5}",
              "finished 6 {HUMAN=5}",
              "fit 4 through 6 from 5",
              "finished 7 {AI=5}",
              "finished 9 {AI=5}",
              "set aside 3 for 10 by look 3",
              "judge again in 10 by 6",
              "aggregate aaaaa up to 0",
              "finished 10 {AI=5}",
              "set aside 4 for 11 by look 3",
              "aggregate ahaaa up to 3",
              "finished 11 {AI=4, HUMAN=1}",
              "aggregate campaign");
      assertThat(house.desk.asked)
          .filteredOn(asked -> asked.startsWith("canary"))
          .containsExactly(
              "canary 1 before 1",
              "canary 2 before 3",
              "canary 3 before 5",
              "canary 4 before 5",
              "canary 5 before 7",
              "canary 6 before 9",
              "canary 7 before 11");
      WorkflowHouse.replay(
          house.temporal.getWorkflowClient().fetchHistory(Names.workflowId("house")),
          CampaignWorkflowImpl.class);
    }
  }

  @Test
  void aLookThatDoesNotFitInTheBudgetWaitsForTheManager() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse(WATCHED.formatted("none"))) {
      house.desk.pairs = 5;
      house.desk.verdicts.putAll(java.util.Map.of(0, SURE, 1, SURE, 2, SURE, 3, SURE, 4, SURE));
      house.desk.money = 0;
      CampaignWorkflow campaign = start(house);
      house.awaitAsked("out of budget");
      assertThat(house.desk.asked)
          .contains("canary 1 before 1: too much")
          .noneMatch(asked -> asked.startsWith("reserve"));
      house.desk.money = 1;
      campaign.steer(new Steering(2, false, false, 1000));
      house.awaitAsked("campaign completed");
      assertThat(house.desk.asked)
          .containsSubsequence("canary 1 before 1", "reserve 1", "finished 1 {AI=5}");
    }
  }

  @Test
  void tooFewLabelsAskForMoreBatchesAndPeopleDecideAllIfNeedBe() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse(CALIBRATED)) {
      house.desk.pairs = 20;
      house.desk.labelled = 4;
      CampaignWorkflow campaign = start(house);
      for (int batch = 1; batch <= 4; batch++) {
        judgeBatch(house, batch);
      }
      WorkflowStub.fromTyped(campaign).getResult(Void.class);
      // 6 of 10 pairs are wanting after two batches: two more, and then there are none left.
      assertThat(house.desk.asked)
          .contains("fit 1 through 2", "finished 4 {HUMAN=5}")
          .doesNotContain("fit 1 through 4");
    }
  }

  @Test
  void aFitThatPausesTheCampaignIsObeyed() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse(CALIBRATED)) {
      house.desk.pairs = 15;
      house.desk.prepared.add(snapshot(1, 2, 900_000));
      CampaignWorkflow campaign = start(house);
      house.awaitAsked("review [0, 1, 2, 3, 4] spot []");
      house.desk.steering = new Steering(1, true, false, 0);
      judgeBatch(house, 1);
      judgeBatch(house, 2);
      house.awaitAsked("fit 1 through 2");
      house.pass(java.time.Duration.ofMinutes(5));
      assertThat(house.desk.asked).noneMatch(asked -> asked.startsWith("review [10"));
      campaign.steer(new Steering(2, false, false, 300_000));
      house.awaitAsked("review [10, 11, 12, 13, 14] spot []");
    }
  }
}
