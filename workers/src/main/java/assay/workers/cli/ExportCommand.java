package assay.workers.cli;

import assay.activities.export.Exporter;
import assay.activities.store.Campaigns.Campaign;
import assay.workers.control.CampaignStatus;
import assay.workers.up.Services;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a campaign's files. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes labels.jsonl, preference.jsonl, judgments.jsonl, payouts.csv and ledger.csv of a"
            + " campaign.")
final class ExportCommand extends Connected {
  @Parameters(paramLabel = "NAME", description = "the campaign's name")
  private String name = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "folder to write into")
  private Path folder = Path.of("");

  @Option(names = "--json", description = "one JSON document on stdout")
  private boolean json;

  @Override
  int run(Services services) throws Exception {
    CampaignStatus status = services.control().status(name);
    if (!status.over()) {
      err()
          .println(
              "notice: %s is not over (%s); only what its finished batches have settled is written"
                  .formatted(name, status.status()));
    }
    Campaign campaign = services.campaigns().get(name);
    Exporter.Written written = new Exporter(services.jdbi()).campaign(campaign, folder, rows -> {});
    if (json) {
      json(written);
    } else {
      out()
          .println(
              "Wrote %d labels, %d preferences and %d judgments to %s."
                  .formatted(written.labels(), written.preferences(), written.judgments(), folder));
    }
    return Failures.DONE;
  }
}
