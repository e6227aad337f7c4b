package assay.workers.cli;

import assay.workers.control.CampaignService;
import assay.workers.control.CampaignStatus;
import java.io.PrintWriter;
import java.time.Duration;

/** Shows progress until a campaign is over: one living line on a terminal, else a line a change. */
final class Watching {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final CampaignService control;
  private final PrintWriter err;
  private final boolean terminal;

  Watching(CampaignService control, PrintWriter err) {
    this.control = control;
    this.err = err;
    this.terminal = System.console() != null;
  }

  CampaignStatus untilOver(String name) throws InterruptedException {
    String shown = "";
    while (true) {
      CampaignStatus status = control.status(name);
      String line = StatusText.line(status);
      if (!line.equals(shown)) {
        err.print(terminal ? "\r\u001b[K" + line : line + System.lineSeparator());
        err.flush();
        shown = line;
      }
      if (status.over()) {
        err.print(terminal ? System.lineSeparator() : "");
        err.flush();
        return status;
      }
      Thread.sleep(PAUSE);
    }
  }
}
