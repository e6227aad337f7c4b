package assay.workers.control;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {

  private static CampaignTimeline timeline(TestCampaign campaign) {
    CampaignService service =
        new CampaignService(
            campaign.jdbi(),
            () -> {
              throw new AssertionError("a timeline asks nothing of Temporal");
            },
            (field, model) -> Optional.empty(),
            Clock.systemUTC());
    return service.timeline(TestCampaign.NAME).orElseThrow();
  }

  private static CampaignTimeline.Forecast forecast(TestCampaign campaign) {
    return Objects.requireNonNull(timeline(campaign).forecast());
  }

  @Test
  void whatIsLeftGoesOnAtTheMeanPay() {
    try (TestCampaign campaign =
        TestCampaign.of(
                4,
                0,
                "review: {redundancy: 2, max_redundancy: 2, gold_fraction: 0, min_seconds: 0}")
            .open()) {
      campaign.sql("update batch set phase = 'review'");
      List<Integer> people = campaign.people(2);
      assertThat(forecast(campaign).judgmentsLeft()).isEqualTo(8);
      assertThat(forecast(campaign).peopleUsd()).isEqualByComparingTo("2.50");

      campaign.label(people.get(0), 'A');
      campaign.label(people.get(0), 'A');
      campaign.label(people.get(1), 'A');
      campaign.sql("update lease set pay_usd = 1 where state = 'done'");

      CampaignTimeline.Forecast now = forecast(campaign);
      assertThat(now.judgmentsLeft()).isEqualTo(5);
      assertThat(now.peopleUsd()).isEqualByComparingTo("8.00");
      assertThat(now.modelsUsd()).isEqualByComparingTo(BigDecimal.ZERO);
      assertThat(now.totalUsd()).isEqualByComparingTo("8.00");
      assertThat(now.eta()).isNotNull();

      campaign.sql("update campaign set status = 'completed', finished_at = clock_timestamp()");
      assertThat(timeline(campaign).forecast()).isNull();
    }
  }

  @Test
  void modelsGoOnAtTheMeanOfThePairsThatAreThrough() {
    try (TestCampaign campaign =
        TestCampaign.of(
            4,
            0,
            "models: {j: {url: 'http://127.0.0.1:1/v1'}}\nprelabel: {judges: [j], calibration: none}")) {
      assertThat(forecast(campaign).modelsUsd()).isNull();
      assertThat(forecast(campaign).totalUsd()).isNull();
      campaign.sql("update batch set size = 2, phase = 'review'");
      campaign.sql(
          "insert into batch (campaign, number, first, size, phase) values (1, 2, 2, 2, 'planned')");
      campaign.sql(
          "insert into model_call (campaign, ix, purpose, variant, attempt, model, temperature,"
              + " seed, request_digest, answer, finish_reason, prompt_tokens, completion_tokens,"
              + " usd) values (1, 0, 'judge', 'j/ab', 1, 'j', 0, 0, '', '', 'stop', 1, 1, 0.75)");
      assertThat(forecast(campaign).modelsUsd()).isEqualByComparingTo("1.50");
    }
  }
}
