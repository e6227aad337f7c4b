package assay.activities.export;

import assay.activities.store.Campaigns;
import assay.workflows.Chunk;
import assay.workflows.ExportActivities;
import io.temporal.activity.Activity;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Jdbi;

/** Writes files under the home's {@code exports} folder, one folder a campaign. */
public final class ExportActivitiesImpl implements ExportActivities {
  private final Campaigns campaigns;
  private final Exporter exporter;
  private final Path exports;
  private final LongConsumer progress;

  /**
   * @param exports the folder that holds a folder for each campaign
   */
  public ExportActivitiesImpl(Jdbi jdbi, Campaigns campaigns, Path exports) {
    this(jdbi, campaigns, exports, rows -> Activity.getExecutionContext().heartbeat(rows));
  }

  ExportActivitiesImpl(Jdbi jdbi, Campaigns campaigns, Path exports, LongConsumer progress) {
    this.campaigns = campaigns;
    this.exporter = new Exporter(jdbi);
    this.exports = exports;
    this.progress = progress;
  }

  @Override
  public void exportBatch(Chunk batch) {
    exporter.batch(
        campaigns.get(batch.campaign()),
        batch,
        exports.resolve(batch.campaign()).resolve("batches"),
        String.format(Locale.ROOT, "%05d.", batch.batch()),
        progress);
  }

  @Override
  public void exportCampaign(String campaign) {
    exporter.campaign(campaigns.get(campaign), exports.resolve(campaign), progress);
  }
}
