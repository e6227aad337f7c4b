package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Json;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.Wages;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Turns a lease into what the person sees. */
final class Tasks {
  private static final int NAME_BYTES = 12;

  private record Texts(String prompt, @Nullable String a, @Nullable String b) {}

  private final Campaigns campaigns;
  private final Clock clock;

  Tasks(Campaigns campaigns, Clock clock) {
    this.campaigns = campaigns;
    this.clock = clock;
  }

  Task of(Handle h, LeaseRow lease) {
    Campaign campaign = campaigns.get(lease.campaign());
    Texts texts =
        h.createQuery(
                "select prompt, response_a, response_b from pair"
                    + " where campaign = :campaign and ix = :pair")
            .bind("campaign", lease.campaign())
            .bind("pair", lease.pair())
            .map(
                (row, context) ->
                    new Texts(
                        row.getString("prompt"),
                        row.getString("response_a"),
                        row.getString("response_b")))
            .one();
    BigDecimal hourly = lease.hourlyUsd();
    return new Task(
        lease.number(),
        lease.expiresAt(),
        campaign.spec().campaign(),
        campaign.spec().task().name(),
        opaque(campaign.salt(), "item " + lease.item()),
        json(texts.prompt),
        responses(texts.a, texts.b, lease.swapped()),
        AnswerForm.labels(campaign.spec().task()),
        campaign.spec().rubric(),
        campaign.guidelines(),
        campaign.spec().task().estimatedSeconds(),
        Dollars.plain(pay(campaign.spec(), lease)),
        hourly == null ? null : Dollars.plain(hourly),
        null,
        null);
  }

  /** A question of a test; it has time, for it holds nothing that others wait for. */
  Task practice(Campaign campaign, PracticeRow row, Task.Progress progress) {
    return new Task(
        row.number(),
        clock.instant().plus(campaign.spec().review().lease()),
        campaign.spec().campaign(),
        campaign.spec().task().name(),
        opaque(campaign.salt(), "question " + row.question()),
        json(row.prompt()),
        responses(row.a(), row.b(), row.swapped()),
        AnswerForm.labels(campaign.spec().task()),
        campaign.spec().rubric(),
        campaign.guidelines(),
        campaign.spec().task().estimatedSeconds(),
        Dollars.plain(row.payUsd()),
        null,
        true,
        progress);
  }

  private static List<Task.Shown> responses(
      @Nullable String a, @Nullable String b, boolean swapped) {
    String first = a == null ? "" : a;
    String second = b == null ? "" : b;
    return List.of(
        new Task.Shown("A", swapped ? second : first),
        new Task.Shown("B", swapped ? first : second));
  }

  /** By the hour, what the estimated time would earn. */
  private static BigDecimal pay(CampaignSpec spec, LeaseRow lease) {
    BigDecimal hourly = lease.hourlyUsd();
    int estimated = 10 * spec.task().estimatedSeconds();
    return hourly == null ? lease.payUsd() : Wages.measured(hourly, estimated, estimated);
  }

  /** A name that tells neither the pair nor its stage, and cannot be counted through. */
  private static String opaque(String salt, String item) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] name = mac.doFinal(item.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(name, 0, NAME_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(String column) {
    try {
      return Json.MAPPER.readTree(column);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored prompt is not JSON", e);
    }
  }
}
