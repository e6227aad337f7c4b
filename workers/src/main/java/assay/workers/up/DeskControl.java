package assay.workers.up;

import assay.activities.desk.DeskRefusal;
import assay.workers.control.CampaignService;
import assay.workers.control.CampaignStatus;
import assay.workers.control.Refusal;
import assay.workers.web.CampaignControl;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Campaigns for the desk's pages: the same service that the command line uses. */
public final class DeskControl implements CampaignControl {
  private final CampaignService campaigns;
  private final Path exports;

  /**
   * @param exports folder that holds a folder of files for each campaign
   */
  public DeskControl(CampaignService campaigns, Path exports) {
    this.campaigns = campaigns;
    this.exports = exports.toAbsolutePath().normalize();
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
