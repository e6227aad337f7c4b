package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.store.Budget;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuspendingTest {
  private static final String TWO = "review: {redundancy: 2, gold_fraction: 0, min_seconds: 0}";
  private static final String VOIDED =
      "string_agg(pair || ' ' || stage || ' ' || reopened, ', ' order by id) from event"
          + " where kind = 'voided'";

  @Test
  void whatTheySaidCountsNoMoreAndTheirPlacesAreFree() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, TWO).bystanders().open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      campaign.label(ann, 'A');
      campaign.label(bob, 'A');
      campaign.label(ann, 'A');
      assertThat(campaign.count("item where done = 2")).isEqualTo(1);

      new Suspending(campaign.jdbi()).suspend(ann);
      new Suspending(campaign.jdbi()).suspend(ann);

      assertThat(campaign.text(VOIDED)).isEqualTo("0 review true, 1 review true");
      assertThat(campaign.count("lease where why = 'voided' and not counted")).isEqualTo(2);
      assertThat(campaign.text("string_agg(done || '', ' ' order by pair) from item"))
          .isEqualTo("1 0");
      assertThat(campaign.desk.me(ann).earned()).as("stays paid").isEqualByComparingTo("0.625");
      int cy = campaign.person("cy");
      assertThat(TestCampaign.pair(campaign.label(cy, 'A'))).isZero();
    }
  }

  @Test
  void theyAreRefusedUntilTheyAreReinstated() {
    try (TestCampaign campaign = TestCampaign.of(3, 0, TWO).bystanders().open();
        DeskClock clock = new DeskClock(campaign.jdbi())) {
      int ann = campaign.person("ann");
      Task held = campaign.next(ann);
      Suspending suspending = new Suspending(campaign.jdbi());
      suspending.suspend(ann);

      assertThatThrownBy(() -> campaign.desk.next(ann, null))
          .hasMessage("This account is suspended. Ask your manager about it.");
      assertThatThrownBy(() -> campaign.desk.submit(ann, held.lease(), Submission.of("=")))
          .hasMessage("This account is suspended. Ask your manager about it.");
      clock.beat();
      assertThat(campaign.count("lease where state = 'lapsed'")).isEqualTo(1);

      suspending.reinstate(ann);
      campaign.label(ann, 'A');
      assertThat(campaign.count("lease where counted")).isEqualTo(1);
      assertThatThrownBy(() -> suspending.suspend(77))
          .hasMessage("There is no annotator number 77.");
    }
  }

  @Test
  void aClosedItemStaysClosed() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, TWO).bystanders().open()) {
      int ann = campaign.person("ann");
      campaign.label(ann, 'A');
      campaign.label(ann, 'A');
      campaign.opening.escalate("test", 1, new int[] {1});

      new Suspending(campaign.jdbi()).suspend(ann);

      assertThat(campaign.text(VOIDED)).isEqualTo("0 review true, 1 review false");
    }
  }

  @Test
  void aSuspendedPersonIsNotWaitedFor() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, TWO);
        DeskClock clock = new DeskClock(campaign.jdbi())) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      campaign.open();
      campaign.label(ann, 'A');
      new Suspending(campaign.jdbi()).suspend(bob);
      assertThat(campaign.count("event where kind = 'exhausted'")).isZero();

      clock.beat();

      assertThat(campaign.count("event where kind = 'exhausted'")).isEqualTo(1);
    }
  }

  @Test
  void aSuspensionThatWasInterruptedIsFinished() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, TWO).bystanders().open();
        DeskClock clock = new DeskClock(campaign.jdbi())) {
      int ann = campaign.person("ann");
      campaign.label(ann, 'A');
      campaign.sql("update account set active = false, to_void = true where id = " + ann);

      clock.beat();
      clock.beat();

      assertThat(campaign.text(VOIDED)).isEqualTo("0 review true");
      assertThat(campaign.count("account where to_void")).isZero();
    }
  }

  @Test
  void voidingWaitsForABudgetThatAllowsToAskAgain() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, TWO).bystanders().open()) {
      Budget budget = new Budget(campaign.jdbi());
      campaign.jdbi().useHandle(h -> h.execute("update campaign set budget_usd = 2"));
      assertThat(budget.reserve(1, Map.of(Budget.people(1), new BigDecimal("1.75")))).isTrue();
      int ann = campaign.person("ann");
      campaign.label(ann, 'A');
      Suspending suspending = new Suspending(campaign.jdbi());
      suspending.suspend(ann);
      assertThat(campaign.count("event where kind = 'voided'")).isZero();
      assertThat(campaign.text("pause_reason from campaign")).isEqualTo("budget");
      assertThat(budget.state(1).needed()).isEqualByComparingTo("0.3125");
      assertThatThrownBy(() -> suspending.reinstate(ann))
          .hasMessage(
              "What this person said is still to be voided, which waits for the budget of a"
                  + " campaign; raise it first.");

      campaign.jdbi().useHandle(h -> h.execute("update campaign set budget_usd = 3"));
      suspending.reinstate(ann);
      assertThat(campaign.count("event where kind = 'voided'")).isEqualTo(1);
      assertThat(budget.state(1).committed()).isEqualByComparingTo("2.0625");
    }
  }

  @Test
  void aVoidedLabelIsNotTakenBack() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, TWO).bystanders().open()) {
      int ann = campaign.person("ann");
      Task done = campaign.label(ann, 'A');
      Suspending suspending = new Suspending(campaign.jdbi());
      suspending.suspend(ann);
      suspending.reinstate(ann);

      assertThatThrownBy(() -> campaign.desk.undo(ann, done.lease()))
          .hasMessage("This label can no longer be taken back: its item is decided or closed.");
      assertThat(campaign.text("done from item")).isEqualTo("0");
    }
  }
}
