package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.DeskEvent;
import assay.domain.PairwiseComparison;
import assay.domain.Scale;
import assay.domain.TaskType;
import assay.workflows.Lot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final TaskType TASK = new PairwiseComparison(Scale.FIVE);

  /** Keeps what a run would have been sent. */
  private static final class Inbox implements Subscriber {
    final List<Lot> lots = new ArrayList<>();
    boolean gone;

    @Override
    public synchronized void send(String workflow, String run, Lot lot) throws Gone {
      if (gone) {
        throw new Gone(run, new IllegalStateException());
      }
      lots.add(lot);
    }

    List<DeskEvent> events() {
      List<DeskEvent> events = new ArrayList<>();
      lots.forEach(lot -> events.addAll(lot.eventsAfter(events.size(), TASK)));
      return events;
    }
  }

  @Test
  void aHundredEventsGoAtOnceTheRestWaitsForTheLinger() {
    try (TestCampaign campaign = many(1)) {
      Inbox inbox = new Inbox();
      Relay relay = new Relay(campaign.jdbi(), inbox);
      campaign.opening.subscribe("test", 1, "w", "r", 0);
      int ann = campaign.person("ann");
      label(campaign, ann, 99);
      relay.once();
      assertThat(inbox.lots).isEmpty();

      label(campaign, ann, 31);
      relay.once();
      assertThat(inbox.lots).extracting(Lot::size).containsExactly(100);

      campaign.jdbi().useHandle(h -> h.execute("update event set at = at - interval '61 s'"));
      relay.once();
      relay.once();
      assertThat(inbox.lots).extracting(Lot::size).containsExactly(100, 30);
      assertThat(inbox.events()).hasSize(130);
      assertThat(inbox.lots.getLast().guidelines()).isEqualTo("digest");
    }
  }

  @Test
  void whenNothingMoreCanComeTheLotGoesAtOnce() {
    try (TestCampaign campaign = TestCampaign.of(3, 0, "review: {redundancy: 1}").open()) {
      Inbox inbox = new Inbox();
      Relay relay = new Relay(campaign.jdbi(), inbox);
      campaign.opening.subscribe("test", 1, "w", "r", 0);
      int ann = campaign.person("ann");
      label(campaign, ann, 2);
      relay.once();
      assertThat(inbox.lots).isEmpty();
      campaign.label(ann, 'B');
      relay.once();
      assertThat(inbox.lots).extracting(Lot::size).containsExactly(3);
      DeskEvent.Judged last = (DeskEvent.Judged) inbox.events().getLast();
      assertThat(last.counted()).isTrue();
      assertThat(last.judgment().annotator()).isEqualTo(1);
      assertThat(last.judgment().answer().encode()).isEqualTo("B>");
      assertThat(last.judgment().lease()).isEqualTo(3);
    }
  }

  @Test
  void aNewRunBeginsWhereItSays() {
    try (TestCampaign campaign = many(1)) {
      Inbox inbox = new Inbox();
      Relay relay = new Relay(campaign.jdbi(), inbox);
      int ann = campaign.person("ann");
      label(campaign, ann, 130);
      relay.once();
      assertThat(inbox.lots).as("nobody has subscribed").isEmpty();
      campaign.opening.closeReview("test", 1);
      campaign.opening.subscribe("test", 1, "w", "first", 0);
      relay.once();
      assertThat(inbox.lots).extracting(Lot::after).containsExactly(0, 100);

      campaign.opening.subscribe("test", 1, "w", "second", 120);
      relay.once();
      assertThat(inbox.lots.getLast().after()).isEqualTo(120);
      assertThat(inbox.lots.getLast().size()).isEqualTo(10);
    }
  }

  @Test
  void aRunThatIsGoneIsForgotten() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "review: {redundancy: 1}").open()) {
      Inbox inbox = new Inbox();
      inbox.gone = true;
      Relay relay = new Relay(campaign.jdbi(), inbox);
      campaign.opening.subscribe("test", 1, "w", "old", 0);
      campaign.label(campaign.person("ann"), 'A');
      relay.once();
      assertThat(campaign.text("run from batch")).isNull();
      inbox.gone = false;
      campaign.opening.subscribe("test", 1, "w", "new", 0);
      relay.once();
      assertThat(inbox.lots).hasSize(1);
    }
  }

  @Test
  void anEventCommittedLateGetsALaterNumber() {
    try (TestCampaign campaign = many(1);
        Handle slow = campaign.jdbi().open()) {
      slow.begin();
      slow.execute(
          "insert into event (campaign, batch, kind, pair, stage) values (1, 1, 'exhausted', 7, 'review')");
      campaign.label(campaign.person("ann"), 'A');
      assertThat(campaign.opening.closeReview("test", 1).lastSeq()).isEqualTo(1);
      slow.commit();
      assertThat(campaign.opening.closeReview("test", 1).lastSeq()).isEqualTo(2);
      assertThat(campaign.text("string_agg(kind, ' ' order by seq) from event"))
          .isEqualTo("judged exhausted");
    }
  }

  @Test
  void severalRelaysSendEveryEventOnceAndInOrder() throws Exception {
    try (TestCampaign campaign = many(2);
        ExecutorService threads = Executors.newFixedThreadPool(5)) {
      Inbox inbox = new Inbox();
      campaign.opening.subscribe("test", 1, "w", "r", 0);
      List<Future<?>> work = new ArrayList<>();
      for (int person : campaign.people(2)) {
        work.add(threads.submit(() -> label(campaign, person, 130)));
      }
      List<Future<?>> relays = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Relay relay = new Relay(campaign.jdbi(), inbox);
        relays.add(
            threads.submit(
                () -> {
                  while (!work.stream().allMatch(Future::isDone)) {
                    relay.once();
                  }
                }));
      }
      for (Future<?> each : work) {
        each.get();
      }
      for (Future<?> each : relays) {
        each.get();
      }
      campaign.opening.closeAll("test", 1);
      new Relay(campaign.jdbi(), inbox).once();

      int after = 0;
      for (Lot lot : inbox.lots) {
        assertThat(lot.after()).isEqualTo(after);
        after = lot.last();
      }
      assertThat(inbox.events()).hasSize(261);
      assertThat(inbox.events().getLast()).isInstanceOf(DeskEvent.Drained.class);
    }
  }

  private static TestCampaign many(int redundancy) {
    return TestCampaign.of(
            140, 0, "review: {redundancy: %d, gold_fraction: 0}".formatted(redundancy))
        .bystanders()
        .open();
  }

  private static void label(TestCampaign campaign, int person, int count) {
    for (int i = 0; i < count; i++) {
      campaign.label(person, 'A');
    }
  }
}
