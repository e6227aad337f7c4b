package assay.workers.web;

import assay.activities.desk.DeskRefusal;
import assay.domain.spec.InvalidInput;
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

  /**
   * A spec that was found right.
   *
   * @param outcome {@code started}, {@code resumed} or {@code over}; {@code priced} when that was
   *     all
   * @param warnings worth a manager's look; nothing is wrong
   * @param estimate as {@code campaign start --json} has it
   */
  record Prepared(String name, String outcome, List<String> warnings, Object estimate) {
    public Prepared {
      warnings = List.copyOf(warnings);
    }
  }

  /** All campaigns, in the form of {@code campaign list --json}. */
  List<?> list();

  /** One campaign, in the form of {@code campaign status --json}. */
  Optional<?> status(String name);

  /** Whether a status is a campaign's last. */
  boolean over(Object status);

  /**
   * Checks a spec and its inputs, stores both and starts.
   *
   * @throws InvalidInput naming every problem
   * @throws DeskRefusal when the name belongs to a campaign with another content
   */
  Prepared start(Path spec) throws InvalidInput;

  /** The same without storing or starting anything. */
  Prepared estimate(Path spec) throws InvalidInput;

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

  /** How a campaign came to where it is and where it goes, over time. */
  Optional<?> timeline(String name);

  /** A campaign's report, in the form of {@code campaign report --json}. */
  Optional<?> report(String name);

  /**
   * One item's story from pair to exported row; empty without such an item.
   *
   * @param id of the input, or the {@code pair_id} of the exported files
   */
  Optional<?> story(String name, String id);

  /** One event of a campaign's histories, as JSON; empty when there is no such one. */
  Optional<String> event(String name, String workflow, String run, long event);

  /** A finished file of a campaign; empty when it is not there (yet). */
  Optional<Path> exported(String name, String file);
}
