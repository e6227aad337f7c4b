package assay.workers.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.campaign.CampaignActivitiesImpl;
import assay.activities.store.Budget;
import assay.activities.store.CampaignStore;
import assay.activities.store.Campaigns;
import assay.activities.store.Json;
import assay.activities.store.Sealed;
import assay.domain.policy.CanaryLook;
import assay.domain.policy.CanaryRule;
import assay.workflows.Names;
import assay.workflows.Steering;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CampaignServiceTest extends ServiceFixture {
  @Test
  void whoIsPausedOrNotAdmittedIsCountedWhenNobodyIsLeft() throws Exception {
    service.start(write("spec.yaml", SPEC));
    database
        .jdbi()
        .useHandle(
            h -> {
              h.execute(
                  "insert into account (name, role, tier, token_hash) values"
                      + " ('p', 'annotator', 1, 'p'), ('q', 'annotator', 1, 'q')");
              h.execute(
                  "insert into member (campaign, annotator, number, standing, test)"
                      + " select 1, id, id, case name when 'p' then 'paused' else 'active' end,"
                      + " case name when 'q' then 'failed' else 'open' end from account");
              h.execute(
                  "insert into lane (id, campaign, tier, higher, priority, difficulty, places, tested)"
                      + " overriding system value values (99, 1, 1, false, 7, 0.5, 3, true)");
              h.execute(
                  "insert into item (campaign, pair, stage, wanted, lane)"
                      + " values (1, 0, 'review', 1, 99) on conflict (campaign, pair, stage)"
                      + " do update set lane = 99");
            });
    CampaignStatus status = service.status("demo");
    assertThat(status.status()).isEqualTo("waiting_for_people");
    assertThat(status.reason())
        .isEqualTo(
            "nobody of tier trained is active (1 paused for missed gold questions; reinstate with:"
                + " ./assay annotator reinstate NAME) (1 did not pass review.qualification); add"
                + " people with: ./assay annotator add NAME --tier trained");
  }

  private void startJudged() throws Exception {
    service.start(
        write(
            "spec.yaml",
            SPEC
                + "models: {m: {url: 'http://127.0.0.1:1/v1', model: gemma, give_up_after: 1h}}\n"
                + "prelabel: {judges: [m]}\n"));
  }

  @Test
  void aModelThatIsDownIsNamedWhileItIsNeeded() throws Exception {
    startJudged();
    database
        .jdbi()
        .useHandle(
            h -> {
              h.execute(
                  "insert into model_endpoint (endpoint, down_since, closed_until, reason) values"
                      + " ('http://127.0.0.1:1/v1 gemma', '2026-11-21T14:02:10.5Z',"
                      + " '2026-11-21T14:03:10.5Z', 'status 503: overloaded')");
              h.execute(
                  "insert into batch (campaign, number, first, size, phase)"
                      + " values (1, 1, 0, 2, 'prelabel') on conflict (campaign, number)"
                      + " do update set phase = 'prelabel'");
            });

    assertThat(service.status("demo").reason())
        .isEqualTo(
            "model m (gemma at http://127.0.0.1:1/v1) is down since 2026-11-21T14:02:10Z: status"
                + " 503: overloaded; it is asked again at 2026-11-21T14:03:10Z, and from"
                + " 2026-11-21T15:02:10Z on its pairs go on without it");

    database.jdbi().useHandle(h -> h.execute("update batch set phase = 'review'"));
    assertThat(service.status("demo").reason()).doesNotContain("model");
  }

  @Test
  void aModelThatAsksForAMomentOrFailedJustNowIsNotCalledDown() throws Exception {
    startJudged();
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "insert into batch (campaign, number, first, size, phase)"
                        + " values (1, 1, 0, 2, 'prelabel') on conflict (campaign, number)"
                        + " do update set phase = 'prelabel'"));
    String model = "model m (gemma at http://127.0.0.1:1/v1) ";

    closed("2099-01-01T12:00:00Z", "2099-01-01T12:00:01Z", 0, "status 429");
    assertThat(service.status("demo").reason())
        .isEqualTo(model + "asks us to wait until 2099-01-01T12:00:01Z: status 429");

    closed("2099-01-01T12:00:00Z", "2099-01-01T14:00:00Z", 0, "status 429");
    assertThat(service.status("demo").reason())
        .isEqualTo(
            model
                + "asks us to wait until 2099-01-01T14:00:00Z: status 429; from"
                + " 2099-01-01T13:00:00Z on its pairs go on without it");

    closed("2099-01-01T12:00:00Z", "2099-01-01T12:00:01Z", 1, "status 503");
    assertThat(service.status("demo").reason())
        .isEqualTo(model + "is left alone until 2099-01-01T12:00:01Z: status 503");

    closed("2099-01-01T12:00:00Z", "2020-01-01T12:00:01Z", 1, "status 503");
    assertThat(service.status("demo").reason()).doesNotContain("model");

    closed("2020-01-01T12:00:00Z", "2099-01-01T12:00:01Z", 1, "status 503");
    assertThat(service.status("demo").reason())
        .isEqualTo(
            model
                + "is down since 2020-01-01T12:00:00Z: status 503; it is asked again at"
                + " 2099-01-01T12:00:01Z, and from 2020-01-01T13:00:00Z on its pairs go on without"
                + " it");
  }

  /** A time that has not come stands for one that has only just passed. */
  private void closed(String since, String until, int closures, String reason) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "insert into model_endpoint (endpoint, down_since, closed_until, closures,"
                        + " reason) values ('http://127.0.0.1:1/v1 gemma', ?::timestamptz,"
                        + " ?::timestamptz, ?, ?) on conflict (endpoint) do update set"
                        + " down_since = excluded.down_since, closed_until ="
                        + " excluded.closed_until, closures = excluded.closures, reason ="
                        + " excluded.reason",
                    since,
                    until,
                    closures,
                    reason));
  }

  @Test
  void theStatusSaysWhatWasNotWorthComparing() throws Exception {
    service.start(write("spec.yaml", SPEC));
    assertThat(Json.write(service.status("demo").generation()))
        .startsWith("{\"regenerated\":{\"empty\":0,\"truncated\":0,\"identical\":0,");
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "insert into signal_check values (1, 0, 1, 'identical', false), (1, 0, 2,"
                        + " 'refused', false), (1, 1, 1, 'identical', false), (1, 1, 2, 'empty',"
                        + " true)"));

    CampaignStatus status = service.status("demo");

    assertThat(status.generation().regenerated())
        .containsEntry("identical", 2L)
        .containsEntry("refused", 1L)
        .containsEntry("empty", 0L);
    assertThat(status.generation().dropped()).containsEntry("empty", 1L);
  }

  @Test
  void theStatusCountsTheLabelsOfAJudgeThatHasChanged() throws Exception {
    pool(5);
    service.start(
        write(
            "spec.yaml",
            SPEC
                + "models: {judge: {url: 'http://127.0.0.1:1/v1'}}\n"
                + "prelabel: {judges: [judge], canary: 5}\n"));
    look(1, 1, new CanaryRule.Comparison(0, 0, 0));
    look(2, 11, new CanaryRule.Comparison(5, 0, 0));
    look(3, 21, new CanaryRule.Comparison(5, 5, 5));
    labels(10, assay.domain.Decider.AI, 0);
    labels(11, assay.domain.Decider.AI, 1);
    labels(20, assay.domain.Decider.HUMAN, 2);
    assertThat(service.status("demo").canary())
        .isEqualTo(
            new CampaignStatus.Canary(
                5,
                3,
                java.util.List.of(
                    new CampaignStatus.Change(
                        "judge",
                        3,
                        "judge judge answers its canary differently since look 3 (5 of 5 answers"
                            + " changed, 1.3 expected)",
                        11,
                        20,
                        1,
                        0)),
                java.util.List.of(
                    "judge judge is answered by m fp_2 since look 2, before by m fp_1")));
    // What the judges' confidence is worth is not known again.
    assertThat(java.util.Objects.requireNonNull(service.status("demo").calibration()).version())
        .isZero();
  }

  private void look(int number, int before, CanaryRule.Comparison comparison) {
    CanaryLook look =
        new CanaryLook(
            "judge",
            number,
            before,
            java.util.List.of("AAAAA"),
            java.util.List.of(java.util.List.of(90, 90, 90, 90, 90)),
            java.util.List.of(number == 1 ? "m fp_1" : "m fp_2"),
            comparison);
    database
        .jdbi()
        .useTransaction(h -> assay.activities.store.Canaries.keep(h, 1, java.util.List.of(look)));
  }

  private void labels(int batch, assay.domain.Decider decider, int pair) {
    new assay.activities.store.Labels(database.jdbi())
        .save(
            1,
            batch,
            java.util.List.of(
                new assay.domain.policy.SettledLabel(
                    pair,
                    assay.domain.PreferenceLabel.TIE,
                    1_000_000,
                    0,
                    decider,
                    java.util.Map.of())));
  }

  @Test
  void steeringIsStoredBeforeItIsTold() throws Exception {
    service.start(write("spec.yaml", SPEC));
    assertThat(service.pause("demo").status()).isEqualTo("paused");
    CampaignStore store = new CampaignStore(database.jdbi());
    assertThat(store.find("demo").orElseThrow().steering())
        .isEqualTo(new Steering(1, true, false, 0));
    assertThat(service.pause("demo").reason()).startsWith("paused by the manager at ");
    assertThat(store.find("demo").orElseThrow().steering().revision()).isEqualTo(1);
    service.resume("demo");
    Steering resumed = store.find("demo").orElseThrow().steering();
    assertThat(resumed.revision()).isEqualTo(2);
    assertThat(resumed.paused()).isFalse();
    assertThat(resumed.pausedMillis()).isPositive();
    CampaignStatus cancelled = service.cancel("demo");
    assertThat(cancelled.status()).isEqualTo("running");
    assertThat(cancelled.reason()).isEqualTo("is being cancelled");
  }

  @Test
  void aCampaignOutOfBudgetSaysWhatWouldBeEnoughAndGoesOnWithIt() throws Exception {
    service.start(write("spec.yaml", SPEC + "budget_usd: 10\n"));
    CampaignStore store = new CampaignStore(database.jdbi());
    Budget budget = new Budget(database.jdbi());
    assertThat(budget.reserve(1, Map.of("people/1", new BigDecimal("7.5")))).isTrue();
    assertThat(budget.reserve(1, Map.of("people/2", new BigDecimal("2.5004")))).isFalse();
    store.outOfBudget("demo");
    CampaignStatus paused = service.status("demo");
    assertThat(paused.status()).isEqualTo("paused");
    assertThat(paused.gold())
        .isEqualTo(
            new CampaignStatus.Gold(
                0,
                0,
                List.of(),
                new CampaignStatus.Rotation(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0)));
    assertThat(paused.reason())
        .isEqualTo(
            "out of budget: $7.50 of $10.00 is spent or reserved and the next step may cost up to"
                + " $2.51; go on with: ./assay campaign budget demo 10.01 (or more)");
    assertThat(paused.cost().budgetUsd()).isEqualByComparingTo("10");
    assertThat(paused.cost().committedUsd()).isEqualByComparingTo("7.5");
    assertThatThrownBy(() -> service.budget("demo", new BigDecimal("7.49")))
        .hasMessage(
            "Campaign demo has already spent or reserved $7.50; its budget cannot be lower.");
    assertThatThrownBy(() -> service.budget("demo", new BigDecimal("-1")))
        .hasMessage("A budget is an amount in US dollars and whole cents, 0 or more, not -1.");
    assertThat(service.budget("demo", new BigDecimal("10.00")).status()).isEqualTo("paused");
    assertThat(service.budget("demo", new BigDecimal("10.01")).status()).isEqualTo("running");
    assertThat(budget.reserve(1, Map.of("people/2", new BigDecimal("2.5004")))).isTrue();
  }

  @Test
  void raisingTheBudgetDoesNotEndTheManagersOwnPause() throws Exception {
    service.start(write("spec.yaml", SPEC + "budget_usd: 1\n"));
    service.pause("demo");
    new Budget(database.jdbi()).reserve(1, Map.of("people/1", new BigDecimal("2")));
    new CampaignStore(database.jdbi()).outOfBudget("demo");
    assertThat(service.budget("demo", new BigDecimal("5")).reason())
        .startsWith("paused by the manager at ");
    assertThat(service.resume("demo").status()).isNotEqualTo("paused");
  }

  @Test
  void whatTheServerForgotIsStartedAgainAndToldAnew() throws Exception {
    service.start(write("spec.yaml", SPEC));
    service.pause("demo");
    try (TestWorkflowEnvironment another = TestWorkflowEnvironment.newInstance()) {
      WorkflowClient fresh = another.getWorkflowClient();
      CampaignService boot =
          new CampaignService(
              database.jdbi(), () -> fresh, (name, model) -> Optional.empty(), Clock.systemUTC());
      assertThat(boot.resumeAll()).containsExactly("demo");
      assertThat(boot.resumeAll()).containsExactly("demo");
      assertThat(fresh.newUntypedWorkflowStub(Names.workflowId("demo")).describe().getStatus())
          .hasToString("WORKFLOW_EXECUTION_STATUS_RUNNING");
      CampaignActivitiesImpl activities =
          new CampaignActivitiesImpl(database.jdbi(), new Campaigns(database.jdbi()), fresh);
      assertThat(activities.plan("demo").steering()).isEqualTo(new Steering(1, true, false, 0));
    }
  }

  @Test
  void aHistoryIsKeptOnceItsRunIsClosed() throws Exception {
    service.start(write("spec.yaml", SPEC));
    CampaignActivitiesImpl activities =
        new CampaignActivitiesImpl(database.jdbi(), new Campaigns(database.jdbi()), client);
    WorkflowStub workflow = client.newUntypedWorkflowStub(Names.workflowId("demo"));
    String run = workflow.describe().getExecution().getRunId();
    assertThatThrownBy(() -> activities.seal("demo", Names.workflowId("demo"), run))
        .hasMessage(
            "run %s of assay/demo is not closed yet; its history is kept once it is"
                .formatted(run));
    workflow.terminate("over");
    activities.seal("demo", Names.workflowId("demo"), run);
    activities.seal("demo", Names.workflowId("demo"), run);
    Sealed sealed = new Sealed(database.jdbi());
    assertThat(sealed.sizes(1)).hasSize(1);
    String json = sealed.json(1, Names.workflowId("demo"), run).orElseThrow();
    assertThat(sealed.sizes(1).getFirst().digest()).isEqualTo(assay.domain.Merkle.sha256(json));
    assertThat(io.temporal.common.WorkflowExecutionHistory.fromJson(json).getEvents())
        .hasSize(sealed.sizes(1).getFirst().events());
  }

  @Test
  void anUnknownOrFinishedCampaignIsRefused() throws Exception {
    assertThatThrownBy(() -> service.status("nope")).hasMessage("There is no campaign named nope.");
    service.start(write("spec.yaml", SPEC));
    assertThatThrownBy(() -> service.status("nope"))
        .hasMessage("There is no campaign named nope; there are: demo.");
    new CampaignStore(database.jdbi()).finish("demo", "completed", "");
    assertThatThrownBy(() -> service.pause("demo"))
        .hasMessage("Campaign demo is completed; only a running one can be paused.");
    assertThat(service.start(folder.resolve("spec.yaml")).outcome())
        .isEqualTo(CampaignService.Outcome.OVER);
  }
}
