package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class RoutingTest {
  private static final String PLAIN = "review: {gold_fraction: 0, min_seconds: 0}";

  @Test
  void aSpecialistGetsTheirDomainFirst() {
    try (TestCampaign campaign = TestCampaign.of(3, 0, PLAIN)) {
      campaign.sql("update pair set domain = 'medicine' where ix = 2");
      campaign.sql("update pair set domain = 'law' where ix = 1");
      int ann = campaign.person("ann", List.of("medicine"), List.of());
      int bob = campaign.person("bob");
      campaign.open();

      assertThat(TestCampaign.pair(campaign.next(ann))).isEqualTo(2);
      assertThat(TestCampaign.pair(campaign.next(bob))).isEqualTo(2);
      assertThat(campaign.count("lane")).as("nobody is specialized in law").isEqualTo(2);
    }
  }

  @Test
  void whereSpecializationIsRequiredNobodyElseGetsTheDomain() {
    try (TestCampaign campaign =
        TestCampaign.of(2, 0, "review: {specialization: required, redundancy: 1}")) {
      campaign.sql("update pair set domain = 'law' where ix = 0");
      int ann = campaign.person("ann", List.of("medicine"), List.of());
      campaign.open();

      assertThat(TestCampaign.pair(campaign.label(ann, 'A'))).isEqualTo(1);
      assertThat(campaign.desk.next(ann, null)).isEmpty();
      assertThat(campaign.count("event where kind = 'exhausted'")).as("it waits").isZero();
      int eve = campaign.person("eve", List.of("law"), List.of());
      assertThat(TestCampaign.pair(campaign.next(eve))).isZero();
    }
  }

  @Test
  void whereALanguageIsRequiredOnlyItsPeopleAreServed() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "review: {language: de}").open()) {
      assertThat(campaign.desk.next(campaign.person("ann"), null)).isEmpty();
      int bob = campaign.person("bob", List.of(), List.of("en", "de"));
      assertThat(campaign.desk.next(bob, null)).isPresent();
    }
  }

  @Test
  void hardItemsGoToStrongPeopleAndEasyOnesToWeak() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, PLAIN)) {
      campaign.sql("insert into verdict values (1, 0, 'decided', 'A>', 990000, 0)");
      campaign.sql("insert into verdict values (1, 1, 'decided', 'A>', 550000, 0)");
      campaign.bystanders().open();
      int strong = campaign.person("strong");
      int weak = campaign.person("weak");
      campaign.sql(
          "insert into member (campaign, annotator, number, gold_seen, gold_right) values"
              + " (1, %d, 1, 9, 9), (1, %d, 2, 9, 2)".formatted(strong, weak));

      assertThat(TestCampaign.pair(campaign.next(strong))).isEqualTo(1);
      assertThat(TestCampaign.pair(campaign.next(weak))).isZero();
    }
  }

  @Test
  void priorityOutweighsDifficultyAndSpecializationOutweighsBoth() {
    try (TestCampaign campaign = TestCampaign.of(4, 0, PLAIN)) {
      campaign.sql(
          "insert into verdict select 1, ix, 'decided', 'A>', 950000, 0 from pair where ix < 3");
      campaign.sql("insert into verdict values (1, 3, 'decided', 'A>', 100000, 0)");
      campaign.sql("update pair set priority = 5 where ix = 1");
      campaign.sql("update pair set domain = 'law' where ix = 2");
      int ann = campaign.person("ann", List.of("law"), List.of());
      campaign.sql("insert into member values (1, %d, 1, 20, 20)".formatted(ann));
      campaign.open();

      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        order.add(TestCampaign.pair(campaign.label(ann, 'A')));
      }
      assertThat(order).as("3.1, 2.6, 1.6 and 0.2").containsExactly(2, 1, 3, 0);
    }
  }

  @Test
  void manyDifferentPrioritiesAreRoundedToSteps() {
    try (TestCampaign campaign = TestCampaign.of(320, 0, PLAIN)) {
      campaign.sql("update pair set priority = ix * 0.37");
      campaign.bystanders().open();
      assertThat(campaign.count("lane")).isEqualTo(32);
      int ann = campaign.person("ann");
      for (int i = 0; i < 11; i++) {
        assertThat(TestCampaign.pair(campaign.label(ann, 'A'))).isBetween(309, 319);
      }
      assertThat(TestCampaign.pair(campaign.label(ann, 'A'))).isBetween(299, 308);
    }
  }

  @Test
  void nobodyDoesMoreThanTheirShare() {
    try (TestCampaign campaign =
        TestCampaign.of(4, 0, "review: {redundancy: 2, gold_fraction: 0, max_share: 0.2}")
            .bystanders()
            .open()) {
      int ann = campaign.person("ann");
      campaign.label(ann, 'A');
      Task second = campaign.label(ann, 'A');
      assertThat(campaign.desk.next(ann, null)).isEmpty();

      Task again = campaign.desk.undo(ann, second.lease());
      campaign.desk.submit(ann, again.lease(), Submission.of("="));
      assertThat(campaign.desk.next(ann, null)).isEmpty();
      assertThat(campaign.desk.next(campaign.person("bob"), null)).isPresent();
    }
  }

  @Test
  void whoHasTheirShareIsNotWaitedFor() {
    try (TestCampaign campaign =
        TestCampaign.of(2, 0, "review: {redundancy: 2, gold_fraction: 0, max_share: 0.25}")
            .open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      campaign.label(bob, 'A');
      campaign.desk.skip(ann, campaign.next(ann).lease(), "");

      assertThat(campaign.text("kind || ' ' || pair from event where kind = 'exhausted'"))
          .isEqualTo("exhausted 0");
      campaign.label(ann, 'A');
      assertThat(campaign.count("item where open and not exhausted and done < wanted"))
          .as("waits for somebody new, as nobody may see it now")
          .isEqualTo(1);
      assertThat(campaign.desk.next(campaign.person("cy"), null)).isPresent();
    }
  }

  /** Whatever people do, a bookmark only saves reading: the choice is the same without it. */
  @Test
  void bookmarksNeverChangeWhatAPersonGets() {
    try (TestCampaign campaign =
            TestCampaign.of(60, 0, "review: {redundancy: 2, max_redundancy: 3, min_seconds: 0}");
        DeskClock clock = new DeskClock(campaign.jdbi())) {
      campaign.sql("update pair set priority = ix % 3");
      List<Integer> people = campaign.people(4);
      campaign.open();
      Random random = new Random(7);
      int served = 0;
      for (int step = 0; step < 500; step++) {
        int person = people.get(random.nextInt(random.nextInt(4) + 1));
        if (random.nextInt(4) == 0) {
          campaign.jdbi().useTransaction(h -> Bookmarks.move(h, person));
        }
        assertThat(choice(campaign, person, true)).isEqualTo(choice(campaign, person, false));
        Optional<Task> task = campaign.desk.next(person, null);
        if (task.isEmpty()) {
          continue;
        }
        served++;
        switch (random.nextInt(8)) {
          case 0 -> campaign.desk.skip(person, task.get().lease(), "");
          case 1 -> {
            campaign.expire(task.get());
            clock.beat();
            if (random.nextBoolean()) {
              campaign.sql("update seat set last_until = now() where state = 'lapsed'");
            }
          }
          case 2 -> {
            campaign.desk.submit(person, task.get().lease(), Submission.of("="));
            takeBack(campaign, person, task.get());
          }
          default -> campaign.desk.submit(person, task.get().lease(), Submission.of("="));
        }
      }
      assertThat(served).isGreaterThan(150);
      assertThat(campaign.count("bookmark")).as("bookmarks that were set").isGreaterThan(3);
    }
  }

  private static void takeBack(TestCampaign campaign, int person, Task task) {
    try {
      campaign.desk.undo(person, task.lease());
    } catch (DeskRefusal decided) {
      assertThat(decided.kind()).isEqualTo(DeskRefusal.Kind.CONFLICT);
    }
  }

  private static Optional<Long> choice(TestCampaign campaign, int person, boolean bookmarks) {
    try (Handle h = campaign.database.desk().open()) {
      h.begin();
      if (!bookmarks) {
        h.execute("delete from bookmark");
      }
      Optional<Long> item = Choice.of(h, person, null).map(chosen -> chosen.place().item());
      h.rollback();
      return item;
    }
  }

  @Test
  void aPersonFarAheadReadsNothingTwice() {
    try (TestCampaign campaign = TestCampaign.of(300, 0, PLAIN).bystanders().open()) {
      int ann = campaign.person("ann");
      for (int i = 0; i < 200; i++) {
        campaign.label(ann, 'A');
      }
      campaign.jdbi().useTransaction(h -> Bookmarks.move(h, ann));

      assertThat(
              campaign.count(
                  "item i join bookmark b on b.lane = i.lane and b.free = 2"
                      + " where i.done = 1 and i.moved >= b.moved"))
          .as("judged items that are read again")
          .isZero();
      assertThat(TestCampaign.pair(campaign.next(ann))).isEqualTo(200);
    }
  }
}
