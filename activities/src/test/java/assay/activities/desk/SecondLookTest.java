package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.export.Exporter;
import assay.activities.store.Campaigns;
import assay.activities.store.Evidence;
import assay.domain.PreferenceLabel;
import assay.domain.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondLookTest {
  private static final String EVENTS =
      "string_agg(kind || ' ' || lease, ', ' order by id) from event where stage = 'expert'"
          + " and kind <> 'exhausted'";

  /** Two people disagree on a pair, and it is the experts'. */
  private static TestCampaign campaign(int experts) {
    TestCampaign campaign =
        TestCampaign.of(
            2,
            9,
            "review: {min_seconds: 0, gold_fraction: 0.9, redundancy: 2}\n"
                + "escalation: {second_look: true, redundancy: %d}\n".formatted(experts));
    int ann = campaign.person("ann");
    int bob = campaign.person("bob");
    campaign.sql("update pair set gold = null where ix > 1");
    campaign.open();
    for (int i = 0; i < 2; i++) {
      campaign.label(ann, 'A');
      campaign.label(bob, 'B');
    }
    campaign.sql("update pair set gold = 'A>' where ix > 1");
    campaign.sql(
        "insert into item (campaign, pair, stage, wanted) select 1, ix, 'gold', 0 from pair"
            + " where gold is not null");
    campaign.opening.escalate("test", 1, new int[] {0, 1});
    return campaign;
  }

  private static Submission label(Task task, char better) {
    return Submission.of(TestCampaign.label(task, better));
  }

  @Test
  void anExpertSeesWhatPeopleSaidAfterTheirOwnLabelAndRevisesIt(@TempDir Path folder)
      throws IOException {
    try (TestCampaign campaign = campaign(1)) {
      int eve = campaign.person("eve", Tier.EXPERT);
      Task task = campaign.next(eve);
      assertThatThrownBy(() -> campaign.desk.secondLook(eve, task.lease()))
          .hasMessage(
              "There is no second look at lease %d, or it is over; its label stands."
                  .formatted(task.lease()));
      Receipt first = campaign.desk.submit(eve, task.lease(), label(task, 'A'));
      assertThat(first.secondLook()).isTrue();
      assertThat(campaign.desk.secondLook(eve, task.lease()).labels())
          .extracting(said -> said.label().asText())
          .containsExactlyInAnyOrder("A>", "B>");
      assertThat(campaign.text(EVENTS)).as("the batch hears nothing yet").isNull();

      Receipt revised = campaign.desk.revise(eve, task.lease(), label(task, 'B'));
      assertThat(campaign.desk.revise(eve, task.lease(), label(task, 'B'))).isEqualTo(revised);
      assertThatThrownBy(() -> campaign.desk.revise(eve, task.lease(), label(task, 'A')))
          .hasMessageContaining("or it is over; its label stands.");
      assertThat(campaign.desk.submit(eve, task.lease(), label(task, 'A')))
          .as("the first one sent again")
          .isEqualTo(first);

      String last = Objects.requireNonNull(campaign.text("max(number) from lease"));
      assertThat(campaign.text(EVENTS))
          .isEqualTo("judged %1$d, withdrawn %1$d, judged %2$s".formatted(task.lease(), last));
      assertThat(campaign.text("done from item where stage = 'expert' order by pair limit 1"))
          .isEqualTo("1");
      assertThat(campaign.desk.me(eve).earned()).as("paid once").isEqualByComparingTo("0.625");
      Campaigns.Campaign stored = new Campaigns(campaign.jdbi()).get(1);
      int seq = campaign.opening.closeAll("test", 1).lastSeq();
      int pair = TestCampaign.pair(task);
      assertThat(new Evidence(campaign.jdbi()).upTo(stored, 1, seq).of(pair))
          .filteredOn(judgment -> judgment.lease() == Long.parseLong(last))
          .singleElement()
          .extracting(judgment -> judgment.answer().encode())
          .isEqualTo(PreferenceLabel.B_BETTER.symbol());
      new Exporter(campaign.jdbi()).campaign(stored, folder, rows -> {});
      List<String> kept =
          Files.readAllLines(folder.resolve("judgments.jsonl")).stream()
              .filter(line -> line.contains("superseded") || line.contains("revised"))
              .toList();
      assertThat(kept).hasSize(2);
      assertThat(kept.getFirst())
          .contains("\"label\":\"A>\"", "\"counted\":false,\"why\":\"superseded\"");
      assertThat(kept.getLast())
          .contains("\"label\":\"B>\"", "\"counted\":true,\"why\":\"revised\"");
    }
  }

  @Test
  void whoStaysWithItOrGoesOnEndsTheLook() {
    try (TestCampaign campaign = campaign(1)) {
      int eve = campaign.person("eve", Tier.EXPERT);
      Task first = campaign.next(eve);
      Receipt receipt = campaign.desk.submit(eve, first.lease(), label(first, 'A'));
      assertThat(campaign.desk.revise(eve, first.lease(), label(first, 'A'))).isEqualTo(receipt);
      assertThat(campaign.text(EVENTS)).isEqualTo("judged " + first.lease());

      Task second = campaign.next(eve);
      campaign.desk.submit(eve, second.lease(), label(second, 'A'));
      assertThatThrownBy(() -> campaign.desk.undo(eve, second.lease()))
          .hasMessage(
              "You may still revise this label, after a second look; it is not taken back.");
      assertThat(campaign.desk.next(eve, null)).isEmpty();
      assertThat(campaign.text(EVENTS))
          .isEqualTo("judged %d, judged %d".formatted(first.lease(), second.lease()));
      assertThatThrownBy(() -> campaign.desk.secondLook(eve, second.lease()))
          .isInstanceOf(DeskRefusal.class);
    }
  }

  @Test
  void aLookEndsByItselfAndBeforeItsBatchIsClosed() {
    try (TestCampaign campaign = campaign(1);
        DeskClock clock = new DeskClock(campaign.jdbi())) {
      int eve = campaign.person("eve", Tier.EXPERT);
      Task first = campaign.next(eve);
      campaign.desk.submit(eve, first.lease(), label(first, 'A'));
      String until = "look_until - ended_at > interval '1 hour' from lease where number = ";
      clock.beat();
      campaign.sql("update desk_clock set beat = clock_timestamp() - interval '1 hour'");
      campaign.sql("update lease set look_until = look_until - interval '1 second'");
      clock.beat();
      assertThat(campaign.text(until + first.lease())).as("no desk was there").isEqualTo("t");
      campaign.sql(
          "update lease set look_until = clock_timestamp() - interval '1 hour'"
              + " where look_until is not null");
      clock.beat();
      assertThat(campaign.text(EVENTS)).isEqualTo("judged " + first.lease());

      Task second = campaign.next(eve);
      campaign.desk.submit(eve, second.lease(), label(second, 'A'));
      int seq = campaign.opening.closeAll("test", 1).lastSeq();
      assertThat(
              campaign.count(
                  "event where kind = 'judged' and seq <= %d and lease = %d"
                      .formatted(seq, second.lease())))
          .isEqualTo(1);
      assertThatThrownBy(() -> campaign.desk.revise(eve, second.lease(), label(second, 'B')))
          .isInstanceOf(DeskRefusal.class);
    }
  }

  @Test
  void nothingIsSaidOfAnItemWhileSomebodyLooks() {
    try (TestCampaign campaign = campaign(2)) {
      int eve = campaign.person("eve", Tier.EXPERT);
      Task task = campaign.next(eve);
      campaign.desk.submit(eve, task.lease(), label(task, 'A'));
      campaign.opening.wanted("test", 1, java.util.Map.of());
      campaign.sql("update campaign set fewer_people = fewer_people + 1");
      new DeskClock(campaign.jdbi()).beat();
      assertThat(campaign.count("event where kind = 'exhausted' and stage = 'expert'")).isZero();
      campaign.desk.revise(eve, task.lease(), label(task, 'B'));
      assertThat(
              campaign.text("string_agg(kind, ', ' order by id) from event where stage = 'expert'"))
          .isEqualTo("judged, withdrawn, judged, exhausted");
    }
  }

  @Test
  void expertsWhoLookAgainAreShownNoGold() {
    try (TestCampaign campaign = campaign(1)) {
      int eve = campaign.person("eve", Tier.EXPERT);
      campaign.label(eve, 'A');
      campaign.label(eve, 'A');
      assertThat(campaign.desk.next(eve, null)).isEmpty();
      assertThat(campaign.count("lease where annotator = %d and stage = 'gold'".formatted(eve)))
          .isZero();
    }
  }

  @Test
  void aLookThatIsVoidedIsToldFirst() {
    try (TestCampaign campaign = campaign(1)) {
      int eve = campaign.person("eve", Tier.EXPERT);
      campaign.person("fay", Tier.EXPERT);
      Task task = campaign.label(eve, 'A');
      new Suspending(campaign.jdbi()).suspend(eve);
      assertThat(campaign.text(EVENTS))
          .isEqualTo("judged %1$d, voided %1$d".formatted(task.lease()));
    }
  }
}
