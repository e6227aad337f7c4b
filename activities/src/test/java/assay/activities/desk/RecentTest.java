package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.store.Patience;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a desk knows from before makes it quicker, and nothing else. */
class RecentTest {
  private static final int PEOPLE = 4;
  private static final int ITEMS = 30;
  private static final String REVIEW = "review: {redundancy: 3, min_seconds: 0, lease: 10m}";

  @TempDir Path folder;

  @Test
  void anotherDeskForEachRequestComesToTheSame() {
    try (TestCampaign one = TestCampaign.of(ITEMS, 0, REVIEW).open();
        TestCampaign many = TestCampaign.of(ITEMS, 0, REVIEW).open()) {
      List<String> known = work(one, () -> one.desk);
      List<String> looked = work(many, () -> new Desk(many.database));

      assertThat(known).isEqualTo(looked);
      assertThat(one.count("lease where state = 'done' and counted")).isGreaterThan(2 * ITEMS);
    }
  }

  /** A crowd that also skips, takes back, leaves items and hands in twice; what is left then. */
  private static List<String> work(TestCampaign campaign, Supplier<Desk> desk) {
    int[] people = new int[PEOPLE];
    for (int i = 0; i < PEOPLE; i++) {
      people[i] = campaign.person("person " + i);
    }
    Random random = new Random(7);
    for (int i = 0; i < PEOPLE * ITEMS; i++) {
      int person = people[random.nextInt(PEOPLE)];
      int what = random.nextInt(20);
      Optional<Task> task = desk.get().next(person, null);
      if (task.isEmpty()) {
        continue;
      }
      long lease = task.get().lease();
      if (what == 0) {
        desk.get().skip(person, lease, "");
      } else if (what == 1) {
        campaign.expire(task.get());
        lapse(campaign);
      } else {
        Receipt receipt = desk.get().submit(person, lease, Submission.of("="));
        if (what == 2) {
          assertThat(desk.get().submit(person, lease, Submission.of("="))).isEqualTo(receipt);
        }
        if (what == 3 && campaign.count("item where open and done < wanted") > 0) {
          takeBack(desk.get(), person, lease);
        }
      }
    }
    return campaign
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        """
                        select 'lease ' || concat_ws(' ', number, item, pair, stage, annotator, member, state,
                          counted, why, answer, request, reply, flags, pay_usd) from lease
                        union all
                        select 'seat ' || concat_ws(' ', pair, annotator, state) from seat
                        union all
                        select 'item ' || concat_ws(' ', id, wanted, done, leased, open, exhausted) from item
                        union all
                        select 'event ' || concat_ws(' ', id, kind, pair, stage, member, lease) from event
                        order by 1
                        """)
                    .mapTo(String.class)
                    .list());
  }

  private static void lapse(TestCampaign campaign) {
    try (DeskClock clock = new DeskClock(campaign.jdbi())) {
      clock.beat();
    }
  }

  private static void takeBack(Desk desk, int person, long lease) {
    try {
      Task again = desk.undo(person, lease);
      var unused = desk.submit(person, again.lease(), Submission.of("="));
    } catch (DeskRefusal settled) {
      assertThat(settled.kind()).isEqualTo(DeskRefusal.Kind.CONFLICT);
    }
  }

  @Test
  void goingOnTakesAStatementForTheLeaseAndOneForTheLabel() throws IOException {
    try (TestCampaign campaign = TestCampaign.of(100, 0, REVIEW).bystanders().open()) {
      int person = campaign.person("ann");
      campaign.label(person, '=');

      int cycles = 64;
      int statements =
          statements(
              () -> {
                for (int i = 0; i < cycles; i++) {
                  campaign.label(person, '=');
                }
              });

      // Two each; now and then a bookmark is moved first, which takes four.
      assertThat(statements).isBetween(2 * cycles, 2 * cycles + 4 * cycles / 8);
    }
  }

  private int statements(Runnable work) throws IOException {
    Path file = folder.resolve("statements.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdbi.statement");
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return (int)
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jdbi.statement"))
            .count();
  }

  @Test
  void whoWasSuspendedSinceIsRefused() {
    try (TestCampaign campaign = TestCampaign.of(3, 0, REVIEW).open()) {
      int person = campaign.person("ann");
      campaign.label(person, '=');
      Task task = campaign.next(person);
      campaign.sql("update account set active = false where id = " + person);

      assertThatThrownBy(() -> campaign.desk.submit(person, task.lease(), Submission.of("=")))
          .hasMessage("This account is suspended. Ask your manager about it.");
      assertThatThrownBy(() -> campaign.desk.next(person, null))
          .hasMessage("This account is suspended. Ask your manager about it.");
      assertThat(campaign.count("lease where state = 'done'")).isEqualTo(1);
    }
  }

  @Test
  void anotherCampaignIsServedWhenItIsAskedFor() {
    try (TestCampaign campaign = TestCampaign.of(3, 0, REVIEW).open()) {
      int person = campaign.person("ann");
      campaign.label(person, '=');

      assertThatThrownBy(() -> campaign.desk.next(person, "other"))
          .hasMessage("There is no campaign named other.");
      assertThat(campaign.desk.next(person, TestCampaign.NAME)).isPresent();
    }
  }

  @Test
  void aPersonThatFailsSinceIsPausedAllTheSame() {
    try (TestCampaign campaign = TestCampaign.of(5, 0, REVIEW).open()) {
      int person = campaign.person("ann");
      campaign.label(person, '=');
      Task task = campaign.next(person);
      campaign.sql("update member set standing = 'failing', labels_left = 1");

      var unused = campaign.desk.submit(person, task.lease(), Submission.of("="));

      assertThat(campaign.count("member where standing = 'paused'")).isEqualTo(1);
      assertThat(campaign.desk.next(person, null)).isEmpty();
    }
  }

  @Test
  void theSameAgainIsTheSameHoweverItsSecondsAreWritten() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, REVIEW).bystanders().open()) {
      int person = campaign.person("ann");
      Task task = campaign.label(person, '=');

      Submission again = Submission.of("=", BigDecimal.valueOf(-1), null, new TreeMap<>(), null);

      assertThat(campaign.desk.submit(person, task.lease(), again))
          .isEqualTo(campaign.desk.submit(person, task.lease(), Submission.of("=")));
    }
  }

  @Test
  void whereNobodyIsLeftNothingIsWrittenInVain() {
    try (TestCampaign campaign = TestCampaign.of(5, 0, REVIEW).open()) {
      int person = campaign.person("ann");
      for (int i = 0; i < 5; i++) {
        campaign.label(person, '=');
      }

      assertThat(campaign.count("event where kind = 'exhausted'")).isEqualTo(5);
      // An event that is undone leaves a gap in their numbers.
      assertThat(campaign.text("max(id) from event")).isEqualTo("10");
    }
  }

  /** Each of them is, for the other, somebody who has the item in hand. */
  @Test
  void theLastTwoWhoHandInTogetherLeaveTheItemToNobody() throws InterruptedException {
    try (TestCampaign campaign = TestCampaign.of(1, 0, REVIEW).open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      List<Thread> both = new ArrayList<>();
      for (int person : new int[] {ann, bob}) {
        Task task = campaign.next(person);
        both.add(
            Thread.ofPlatform()
                .unstarted(() -> campaign.desk.submit(person, task.lease(), Submission.of("="))));
      }
      try (Handle item = campaign.jdbi().open()) {
        item.begin();
        item.createQuery("select id from item for update").mapTo(Long.class).one();
        both.forEach(Thread::start);
        assertThat(
                Patience.until(
                    Duration.ofMinutes(2),
                    () -> campaign.count("pg_stat_activity where wait_event_type = 'Lock'") == 2))
            .isTrue();
        item.commit();
      }
      for (Thread thread : both) {
        thread.join();
      }

      assertThat(campaign.count("lease where state = 'done'")).isEqualTo(2);
      assertThat(campaign.count("event where kind = 'exhausted'")).isEqualTo(1);
    }
  }
}
