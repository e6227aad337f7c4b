package assay.activities.store;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Submission;
import assay.activities.desk.Task;
import assay.activities.desk.TestCampaign;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final String THREE =
      "review: {gold_fraction: 0, min_seconds: 0, redundancy: 3, max_redundancy: 3}";

  private static void label(TestCampaign campaign, int person, String labels) {
    for (int i = 0; i < labels.length(); i++) {
      Task task = campaign.next(person);
      char better = labels.charAt(TestCampaign.pair(task));
      campaign.desk.submit(person, task.lease(), Submission.of(TestCampaign.label(task, better)));
    }
  }

  private static Campaigns.Campaign campaign(TestCampaign campaign) {
    return new Campaigns(campaign.jdbi()).get(TestCampaign.NAME);
  }

  @Test
  void spansHoldWhatFellIntoThem() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, THREE).open()) {
      List<Integer> people = campaign.people(3);
      label(campaign, people.get(0), "AA");
      label(campaign, people.get(1), "AA");
      label(campaign, people.get(2), "AB");
      campaign.sql(
          "insert into bonus (campaign, member, usd, reason, at)"
              + " values (1, 1, 2, 'thanks', '2026-11-01T03:10:00Z')");
      Instant from = Instant.parse("2026-11-01T00:00:00Z");
      Instant to = from.plus(Duration.ofDays(2));
      campaign.sql("update lease set ended_at = '2026-11-01T00:30:00Z'");
      campaign.sql("update lease set ended_at = '2026-11-02T23:59:59Z' where member = 3");
      campaign.sql(
          "insert into model_call (campaign, ix, purpose, variant, attempt, model, temperature,"
              + " seed, request_digest, answer, finish_reason, prompt_tokens, completion_tokens,"
              + " usd, answered_at) values (1, 0, 'judge', 'j/ab', 1, 'j', 0, 0, '', '', 'stop', 1,"
              + " 1, 0.5, '2026-11-01T01:00:00Z')");

      List<Timeline.Span> spans = new Timeline(campaign.jdbi()).of(campaign(campaign), from, to);

      assertThat(spans).hasSize(48);
      assertThat(spans.getFirst())
          .isEqualTo(
              new Timeline.Span(
                  Instant.parse("2026-11-01T01:00:00Z"),
                  4,
                  2,
                  BigDecimal.TWO,
                  new BigDecimal("1.250000"),
                  BigDecimal.ZERO));
      assertThat(spans.get(1).modelsUsd()).isEqualByComparingTo("0.5");
      assertThat(spans.getLast())
          .isEqualTo(
              new Timeline.Span(
                  to, 2, 4, BigDecimal.TWO, new BigDecimal("0.625000"), BigDecimal.ZERO));
      assertThat(spans.get(3).peopleUsd()).isEqualByComparingTo("2");
      assertThat(spans.subList(2, 47)).allMatch(span -> span.judgments() == 0);
    }
  }

  @Test
  void whatLiesOutsideIsCountedAtTheNearestEnd() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, THREE).open()) {
      label(campaign, campaign.people(3).getFirst(), "A");
      Instant past = Instant.parse("2026-11-01T00:00:00Z");
      List<Timeline.Span> spans =
          new Timeline(campaign.jdbi())
              .of(campaign(campaign), past, past.plus(Duration.ofHours(1)));
      assertThat(spans.getLast().judgments()).isEqualTo(1);
    }
  }
}
