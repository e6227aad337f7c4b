package assay.workers.web;

import assay.activities.desk.DeskRefusal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the desk's pages ask about campaigns. Replies are records or maps that become JSON in {@code
 * snake_case}.
 */
public interface CampaignControl {

  /** A manager's command to a running campaign. */
  enum Command {
    PAUSE,
    RESUME,
    CANCEL
  }

  /** All campaigns, in the form of {@code campaign list --json}. */
  List<?> list();

  /** One campaign, in the form of {@code campaign status --json}. */
  Optional<?> status(String name);

  /**
   * Stores the command, then tells the workflow.
   *
   * @return the status afterwards; empty without such a campaign
   * @throws DeskRefusal when the campaign is in no state for it
   */
  Optional<?> steer(String name, Command command);

  /**
   * Sets the most a campaign may cost.
   *
   * @param usd 0 for no limit
   * @return the status afterwards; empty without such a campaign
   * @throws DeskRefusal when it is no such amount, or more is committed already
   */
  Optional<?> budget(String name, BigDecimal usd);

  /** A finished file of a campaign; empty when it is not there (yet). */
  Optional<Path> exported(String name, String file);
}
