package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Json;
import assay.activities.store.Pairs;
import assay.domain.Answer;
import assay.domain.LikertScale;
import assay.domain.Prompt;
import assay.domain.TaskType;
import assay.domain.measure.Ints;
import assay.domain.policy.ShownOrder;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.Wages;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Turns a lease into what the person sees. */
final class Tasks {
  private static final int NAME_BYTES = 12;

  /** What an item shows; of {@link #COLUMNS} of its row {@code p}. */
  record Texts(String prompt, List<String> responses) {
    static final String COLUMNS = "p.prompt, p.response_a, p.response_b, p.responses";

    static Texts map(ResultSet row, StatementContext context) throws SQLException {
      return new Texts(row.getString("prompt"), Pairs.responses(row));
    }
  }

  /**
   * What is shown of a lease itself.
   *
   * @param hourlyUsd pay of an hour, where it is paid by the hour; else {@code payUsd} for the task
   */
  record Handed(
      long number,
      long item,
      int campaign,
      boolean swapped,
      Instant expiresAt,
      BigDecimal payUsd,
      @Nullable BigDecimal hourlyUsd) {

    static Handed of(LeaseRow lease) {
      return new Handed(
          lease.number(),
          lease.item(),
          lease.campaign(),
          lease.swapped(),
          lease.expiresAt(),
          lease.payUsd(),
          lease.hourlyUsd());
    }
  }

  private final Campaigns campaigns;
  private final Clock clock;

  Tasks(Campaigns campaigns, Clock clock) {
    this.campaigns = campaigns;
    this.clock = clock;
  }

  Task of(Handle h, LeaseRow lease) {
    return of(
        Handed.of(lease),
        h.createQuery(
                "select %s from pair p where p.campaign = :campaign and p.ix = :pair"
                    .formatted(Texts.COLUMNS))
            .bind("campaign", lease.campaign())
            .bind("pair", lease.pair())
            .map(Texts::map)
            .one());
  }

  Task of(Handed lease, Texts texts) {
    Campaign campaign = campaigns.get(lease.campaign());
    TaskType task = campaign.spec().task();
    BigDecimal hourly = lease.hourlyUsd();
    return new Task(
        lease.number(),
        lease.expiresAt(),
        campaign.spec().campaign(),
        task.name(),
        opaque(campaign.salt(), "item " + lease.item()),
        json(texts.prompt),
        shown(
            texts.responses, order(campaign, lease.number, lease.swapped, texts.responses.size())),
        task.labels(),
        campaign.spec().rubric(),
        campaign.guidelines(),
        task.estimatedSeconds(),
        Dollars.plain(pay(campaign.spec(), lease)),
        hourly == null ? null : Dollars.plain(hourly),
        null,
        null,
        points(task));
  }

  private static @Nullable Integer points(TaskType task) {
    return task instanceof LikertScale likert ? Integer.valueOf(likert.points()) : null;
  }

  /** A question of a test; it has time, for it holds nothing that others wait for. */
  Task practice(Campaign campaign, PracticeRow row, Task.Progress progress) {
    return new Task(
        row.number(),
        clock.instant().plus(campaign.spec().review().lease()),
        campaign.spec().campaign(),
        campaign.spec().task().name(),
        opaque(campaign.salt(), "question " + row.question()),
        prompt(row.pair().prompt()),
        shown(row.pair().responses(), row.order(campaign)),
        campaign.spec().task().labels(),
        campaign.spec().rubric(),
        campaign.guidelines(),
        campaign.spec().task().estimatedSeconds(),
        Dollars.plain(row.payUsd()),
        null,
        true,
        progress,
        points(campaign.spec().task()));
  }

  /** By the hour, what the estimated time would earn. */
  private static BigDecimal pay(CampaignSpec spec, Handed lease) {
    BigDecimal hourly = lease.hourlyUsd();
    int estimated = 10 * spec.task().estimatedSeconds();
    return hourly == null ? lease.payUsd() : Wages.measured(hourly, estimated, estimated);
  }

  /** The response that a lease shows at each place. */
  static Ints order(Campaign campaign, LeaseRow lease, int responses) {
    return order(campaign, lease.number(), lease.swapped(), responses);
  }

  static Ints order(Campaign campaign, long lease, boolean swapped, int responses) {
    return ShownOrder.of(campaign.spec().task(), campaign.salt(), lease, swapped, responses);
  }

  static List<Task.Shown> shown(List<String> responses, Ints order) {
    List<Task.Shown> shown = new ArrayList<>();
    for (int place = 0; place < responses.size(); place++) {
      shown.add(new Task.Shown(Answer.Ranking.key(place), responses.get(order.at(place))));
    }
    return shown;
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

  static JsonNode prompt(Prompt prompt) {
    return json(Pairs.write(prompt));
  }

  private static JsonNode json(String column) {
    try {
      return Json.MAPPER.readTree(column);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored prompt is not JSON", e);
    }
  }
}
