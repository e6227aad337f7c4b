package assay.workers.cli;

import assay.workers.control.CampaignStatus;
import assay.workers.report.CampaignReport;
import assay.workers.report.ReportPage;
import assay.workers.report.ReportReader;
import assay.workers.up.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a campaign's report. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes one page about a campaign: progress, judges, figures, people, cost and decisions.",
      "It needs no other file and can be sent to anyone."
    })
final class ReportCommand extends Connected {
  @Parameters(paramLabel = "NAME", description = "the campaign's name")
  private String name = "";

  @Option(names = "--out", paramLabel = "FILE.html", description = "default: NAME-report.html")
  private @Nullable Path file;

  @Option(names = "--json", description = "one JSON document on stdout; a page only with --out")
  private boolean json;

  @Override
  int run(Services services) throws Exception {
    CampaignStatus status = services.control().status(name);
    CampaignReport report =
        new ReportReader(services.jdbi()).of(services.campaigns().get(name), status);
    if (json) {
      json(report);
    }
    if (file != null || !json) {
      Path page = file != null ? file : Path.of(name + "-report.html");
      Files.writeString(page, ReportPage.of(report));
      (json ? err() : out()).println("Wrote " + page + ".");
    }
    return Failures.DONE;
  }
}
