package assay.workers.up;

import assay.activities.desk.DeskRefusal;
import assay.activities.store.Campaigns;
import assay.domain.Wire;
import assay.domain.spec.InvalidInput;
import assay.workers.control.CampaignService;
import assay.workers.control.CampaignStatus;
import assay.workers.control.CampaignTimeline;
import assay.workers.control.Refusal;
import assay.workers.report.CampaignReport;
import assay.workers.report.ReportReader;
import assay.workers.story.ItemStories;
import assay.workers.story.ItemStory;
import assay.workers.web.CampaignControl;
import io.temporal.client.WorkflowClient;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** Campaigns for the desk's pages: the same service that the command line uses. */
public final class DeskControl implements CampaignControl {
  private final CampaignService campaigns;
  private final Campaigns stored;
  private final ReportReader reports;
  private final ItemStories stories;
  private final Path exports;

  /**
   * @param exports folder that holds a folder of files for each campaign
   */
  public DeskControl(Services services, Path exports) {
    this(services.controlOverRest(), services.jdbi(), services::temporal, exports);
  }

  /**
   * @param temporal asked for the histories of a campaign that is not over
   */
  public DeskControl(
      CampaignService campaigns, Jdbi jdbi, Supplier<WorkflowClient> temporal, Path exports) {
    this.campaigns = campaigns;
    this.exports = exports.toAbsolutePath().normalize();
    this.stored = new Campaigns(jdbi);
    this.reports = new ReportReader(jdbi);
    this.stories = new ItemStories(jdbi, temporal, this.exports);
  }

  @Override
  public List<CampaignStatus> list() {
    return campaigns.list();
  }

  @Override
  public Optional<CampaignStatus> status(String name) {
    return campaigns.find(name);
  }

  @Override
  public boolean over(Object status) {
    return ((CampaignStatus) status).over();
  }

  @Override
  public Prepared start(Path spec) throws InvalidInput {
    try {
      CampaignService.Start start = campaigns.start(spec);
      return new Prepared(
          start.name(), Wire.name(start.outcome()), start.warnings(), start.estimate());
    } catch (Refusal e) {
      if (!e.isInput()) {
        throw e;
      }
      throw DeskRefusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Prepared estimate(Path spec) throws InvalidInput {
    CampaignService.Checked checked = campaigns.estimate(spec);
    return new Prepared(checked.name(), "priced", checked.warnings(), checked.estimate());
  }

  @Override
  public Optional<CampaignTimeline> timeline(String name) {
    return campaigns.timeline(name);
  }

  @Override
  public Optional<CampaignReport> report(String name) {
    return campaigns.find(name).map(status -> reports.of(stored.get(name), status));
  }

  @Override
  public Optional<ItemStory> story(String name, String id) {
    return campaigns.find(name).flatMap(status -> stories.of(stored.get(name), id, status.over()));
  }

  @Override
  public Optional<String> event(String name, String workflow, String run, long event) {
    ItemStory.Place place = new ItemStory.Place(workflow, run, event);
    return campaigns
        .find(name)
        .flatMap(status -> stories.event(stored.get(name), place, status.over()));
  }

  @Override
  public Optional<CampaignStatus> steer(String name, Command command) {
    if (campaigns.find(name).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          switch (command) {
            case PAUSE -> campaigns.pause(name);
            case RESUME -> campaigns.resume(name);
            case CANCEL -> campaigns.cancel(name);
          });
    } catch (Refusal e) {
      throw DeskRefusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<CampaignStatus> budget(String name, BigDecimal usd) {
    if (campaigns.find(name).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(campaigns.budget(name, usd));
    } catch (Refusal e) {
      throw DeskRefusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<Path> exported(String name, String file) {
    Path path = exports.resolve(name).resolve(file).normalize();
    boolean inside = path.getParent() != null && path.getParent().equals(exports.resolve(name));
    return inside && Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
  }
}
