package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.export.Exporter;
import assay.activities.store.Budget;
import assay.activities.store.Campaigns;
import assay.activities.store.Payments;
import assay.activities.store.Progress;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayTest {
  private static final String PLAIN = "review: {min_seconds: 0, gold_fraction: 0, redundancy: 1";

  @TempDir Path folder = Path.of("");

  private static BigDecimal usd(String amount) {
    return new BigDecimal(amount);
  }

  private static void submit(TestCampaign campaign, int person, Task task, String seconds) {
    campaign.desk.submit(
        person,
        task.lease(),
        Submission.of("A>", usd(seconds), null, new java.util.TreeMap<>(), null));
  }

  @Test
  void byTheHourMeasuredTimeIsPaidUpToTheLongest() {
    try (TestCampaign campaign =
        TestCampaign.of(
                3,
                0,
                PLAIN.replace("redundancy: 1", "redundancy: 2")
                    + ", pay: per_hour, pay_usd: 36, max_seconds: 100, seconds: reported}")
            .bystanders()
            .open()) {
      int ann = campaign.person("ann");
      Task task = campaign.next(ann);
      assertThat(task.payUsd()).as("for the estimated 45 s").isEqualByComparingTo("0.45");
      assertThat(task.payPerHourUsd()).isEqualByComparingTo("36");
      submit(campaign, ann, task, "20.5");
      assertThat(campaign.desk.me(ann).earned()).isEqualByComparingTo("0.205");
      submit(campaign, ann, campaign.next(ann), "3000");
      Me me = campaign.desk.me(ann);
      assertThat(me.earned()).isEqualByComparingTo("1.205");
      assertThat(me.campaigns())
          .containsExactly(new Me.Work("test", 2, usd("1.205"), usd("0"), 0, usd("36.00")));
      Task undone = campaign.desk.undo(ann, task.lease());
      assertThat(undone.payPerHourUsd()).isEqualByComparingTo("36");
      assertThat(campaign.desk.me(ann).earned()).as("what is taken back").isEqualByComparingTo("1");
      submit(campaign, ann, undone, "30");
      assertThat(campaign.desk.me(ann).earned()).isEqualByComparingTo("1.3");
    }
  }

  @Test
  void theSpecsBonusIsPaidOnceForEachTime() {
    try (TestCampaign campaign =
        TestCampaign.of(20, 0, PLAIN + ", bonus: {after: 3, usd: 0.5}}").open()) {
      int ann = campaign.person("ann");
      campaign.label(ann, 'A');
      campaign.label(ann, 'A');
      assertThat(campaign.desk.me(ann).campaigns().getFirst().bonus()).isZero();
      Task third = campaign.next(ann);
      Submission label = Submission.of("A>");
      campaign.desk.submit(ann, third.lease(), label);
      campaign.desk.submit(ann, third.lease(), label);
      for (int i = 0; i < 4; i++) {
        campaign.label(ann, 'A');
      }
      assertThat(campaign.text("string_agg(nth || ' ' || reason, ', ' order by nth) from bonus"))
          .isEqualTo("1 for 3 judgments, 2 for 6 judgments");
      assertThat(campaign.desk.me(ann).campaigns().getFirst().bonus()).isEqualByComparingTo("1");
      assertThat(campaign.desk.me(ann).earned()).isEqualByComparingTo("3.1875");
    }
  }

  @Test
  void whoMissesGoldGetsNoBonusAndTheLastTenLabelsAreNotLookedAt() {
    String yaml =
        "quality: {rule: off}\nreview: {min_seconds: 0, gold_fraction: 0.9, redundancy: 1,"
            + " bonus: {after: 15, usd: 1, min_gold: 0.8}}";
    try (TestCampaign campaign = TestCampaign.of(30, 60, yaml).open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      for (int i = 0; i < 15; i++) {
        campaign.label(ann, i < 5 ? 'B' : 'A');
        campaign.label(bob, i < 5 ? 'A' : 'B');
      }
      assertThat(campaign.text("string_agg(member || ' ' || usd, ', ' order by member) from bonus"))
          .isEqualTo("1 0.000000, 2 1.000000");
    }
  }

  @Test
  void aManagersBonusIsPaidOnceAndHeldByTheBudget() {
    try (TestCampaign campaign = TestCampaign.of(3, 0, PLAIN + "}").open()) {
      Bonuses bonuses = new Bonuses(campaign.jdbi());
      int ann = campaign.person("ann");
      assertThatThrownBy(() -> bonuses.give("test", ann, usd("1"), "fine work", null, null))
          .hasMessage("This person has not worked in campaign test; a bonus is for work.");
      campaign.label(ann, 'A');
      Bonuses.Given given = bonuses.give("test", ann, usd("1.5"), "fine work", "week 1", null);
      assertThat(given)
          .isEqualTo(bonuses.give("test", ann, usd("1.50"), "fine work", "week 1", null));
      assertThat(given.annotator()).isEqualTo("w1");
      assertThat(campaign.desk.me(ann).earned()).isEqualByComparingTo("1.8125");
      assertThatThrownBy(() -> bonuses.give("test", ann, usd("2"), "more", "week 1", null))
          .hasMessage("There is already another bonus with the key week 1.");
      assertThatThrownBy(() -> bonuses.give("test", ann, usd("0.001"), "x", null, null))
          .hasMessage("usd: must be an amount in US dollars and whole cents above 0.");
      assertThatThrownBy(() -> bonuses.give("test", ann, usd("1"), " ", null, null))
          .hasMessage("reason: say in a few words what it is for.");
      campaign.sql("update campaign set budget_usd = 2");
      assertThatThrownBy(() -> bonuses.give("test", ann, usd("0.51"), "more", null, null))
          .hasMessage(
              "The budget of campaign test does not hold $0.51 more; raise it first with: ./assay campaign budget test USD");
      bonuses.give("test", ann, usd("0.5"), "more", null, null);
      assertThat(new Budget(campaign.jdbi()).state(1).committed()).isEqualByComparingTo("2");
      new Budget(campaign.jdbi()).settlePeople(1);
      new Budget(campaign.jdbi()).settlePeople(1);
      assertThat(new Budget(campaign.jdbi()).state(1).committed()).isEqualByComparingTo("2");
    }
  }

  /** Connections are cut and everything is sent twice; whoever gets no answer sends again. */
  @Test
  void aJudgmentIsPaidExactlyOnceWhateverBreaks() throws Exception {
    String yaml = PLAIN.replace("redundancy: 1", "redundancy: 3") + ", bonus: {after: 10, usd: 1}}";
    try (TestCampaign campaign = TestCampaign.of(60, 0, yaml).open();
        ExecutorService threads = Executors.newFixedThreadPool(9)) {
      List<Integer> people = campaign.people(8);
      AtomicBoolean over = new AtomicBoolean();
      Future<Integer> killer =
          threads.submit(
              () -> {
                int killed = 0;
                while (!over.get()) {
                  killed += kill(campaign);
                  Thread.sleep(100);
                }
                return killed;
              });
      List<Future<?>> work = new ArrayList<>();
      people.forEach(person -> work.add(threads.submit(() -> workTwice(campaign, person))));
      for (Future<?> each : work) {
        each.get();
      }
      over.set(true);
      assertThat(killer.get()).as("connections cut").isPositive();
      assertThat(campaign.count("lease where state = 'done'")).isEqualTo(180);
      assertThat(campaign.text("sum(nth) from (select count(*) as nth from bonus) b"))
          .isEqualTo(campaign.text("sum(handed_in / 10) from member"));
      checkSums(campaign, 180);
    }
  }

  private static int kill(TestCampaign campaign) {
    try {
      return (int)
          campaign.count(
              "(select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                  + " and state <> 'idle' and datname = current_database() limit 1) killed");
    } catch (RuntimeException e) {
      return 0;
    }
  }

  private static void workTwice(TestCampaign campaign, int person) {
    // What somebody else holds just now is passed over: nothing for me now is not the end.
    while (again(() -> campaign.count("item where done < wanted")) > 0) {
      Optional<Task> task = again(() -> campaign.desk.next(person, null));
      if (task.isEmpty()) {
        continue;
      }
      for (int i = 0; i < 2; i++) {
        again(() -> campaign.desk.submit(person, task.get().lease(), Submission.of("A>")));
      }
    }
  }

  private static <T> T again(java.util.function.Supplier<T> request) {
    while (true) {
      try {
        return request.get();
      } catch (DeskRefusal e) {
        throw e;
      } catch (RuntimeException e) {
        // The connection is gone; a client that got no answer asks again.
      }
    }
  }

  /** The files' sums are what the status says it cost. */
  private void checkSums(TestCampaign campaign, int judgments) throws IOException {
    Campaigns.Campaign stored = new Campaigns(campaign.jdbi()).get(1);
    new Exporter(campaign.jdbi()).campaign(stored, folder, rows -> {});
    BigDecimal cost = new Progress(campaign.jdbi()).people(1).usd();
    List<Map<String, String>> ledger = rows("ledger.csv");
    assertThat(sum(ledger, "usd")).isEqualByComparingTo(cost);
    assertThat(sum(rows("payouts.csv"), "total_usd")).isEqualByComparingTo(cost);
    List<String> paid =
        ledger.stream()
            .map(row -> row.getOrDefault("lease", ""))
            .filter(l -> !l.isEmpty())
            .toList();
    assertThat(paid).doesNotHaveDuplicates().hasSize(judgments);
  }

  private List<Map<String, String>> rows(String file) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(file));
    String[] names = lines.getFirst().split(",");
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static BigDecimal sum(List<Map<String, String>> rows, String column) {
    return rows.stream()
        .map(row -> usd(row.getOrDefault(column, "")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void voidedAndLateWorkStaysPaidUnderItsOwnCause() throws IOException {
    try (TestCampaign campaign = TestCampaign.of(4, 0, PLAIN + "}").bystanders().open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      campaign.label(ann, 'A');
      Task late = campaign.next(bob);
      campaign.label(ann, 'A');
      new Suspending(campaign.jdbi()).suspend(ann);
      campaign.opening.closeAll("test", 1);
      campaign.desk.submit(bob, late.lease(), Submission.of("A>"));
      checkSums(campaign, 3);
      assertThat(rows("ledger.csv").stream().map(row -> row.get("cause")))
          .containsExactlyInAnyOrder("voided", "voided", "late");
      assertThat(
              new Payments(campaign.jdbi()).earned(1, new Campaigns(campaign.jdbi()).get(1).spec()))
          .extracting(Payments.Earned::voided)
          .containsExactly(2L, 0L);
    }
  }
}
