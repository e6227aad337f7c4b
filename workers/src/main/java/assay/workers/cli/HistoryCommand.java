package assay.workers.cli;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Sealed;
import assay.workers.control.Refusal;
import assay.workers.up.Services;
import assay.workflows.Names;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How big the sealed histories of a campaign are. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Events and bytes of a campaign's sealed histories, a pair and in all.")
final class HistoryCommand extends Connected {
  @Parameters(paramLabel = "NAME", description = "the campaign's name")
  private String name = "";

  @Option(names = "--json", description = "one JSON document on stdout")
  private boolean json;

  /**
   * One closed run.
   *
   * @param pairs of the batch; 0 for the campaign's own runs
   */
  record Run(
      String workflow,
      String run,
      int pairs,
      int events,
      int bytes,
      BigDecimal eventsPerPair,
      BigDecimal bytesPerPair,
      String digest) {}

  record Totals(
      int pairs, long events, long bytes, BigDecimal eventsPerPair, BigDecimal bytesPerPair) {}

  record Document(String name, List<Run> histories, Totals total) {}

  @Override
  int run(Services services) throws Exception {
    Campaign campaign =
        services
            .campaigns()
            .find(name)
            .orElseThrow(() -> Refusal.input("There is no campaign named " + name + "."));
    Document document = document(campaign, new Sealed(services.jdbi()).sizes(campaign.id()));
    if (json) {
      json(document);
    } else {
      print(document);
    }
    return Failures.DONE;
  }

  static Document document(Campaign campaign, List<Sealed.Size> sealed) {
    List<Run> runs = new ArrayList<>();
    int pairs = 0;
    String before = "";
    for (Sealed.Size each : sealed) {
      int size = pairs(campaign, each.workflow());
      // A batch that continued as new has several runs but its pairs once.
      pairs += each.workflow().equals(before) ? 0 : size;
      before = each.workflow();
      runs.add(
          new Run(
              each.workflow(),
              each.run(),
              size,
              each.events(),
              each.bytes(),
              per(each.events(), size),
              per(each.bytes(), size),
              each.digest()));
    }
    long events = runs.stream().mapToLong(Run::events).sum();
    long bytes = runs.stream().mapToLong(Run::bytes).sum();
    return new Document(
        campaign.spec().campaign(),
        runs,
        new Totals(pairs, events, bytes, per(events, pairs), per(bytes, pairs)));
  }

  private static int pairs(Campaign campaign, String workflow) {
    String batch = Names.workflowId(campaign.spec().campaign()) + "/batch-";
    if (!workflow.startsWith(batch)) {
      return 0;
    }
    int number = Integer.parseInt(workflow.substring(batch.length()));
    int size = campaign.spec().batch().size();
    return Math.min(size, campaign.pairs() - (number - 1) * size);
  }

  private static BigDecimal per(long amount, int pairs) {
    return BigDecimal.valueOf(amount)
        .divide(BigDecimal.valueOf(Math.max(1, pairs)), 3, RoundingMode.HALF_UP);
  }

  private void print(Document document) {
    out()
        .printf(
            "%-44s %7s %8s %12s %12s %12s%n",
            "workflow", "pairs", "events", "bytes", "events/pair", "bytes/pair");
    for (Run run : document.histories()) {
      row(
          run.workflow(),
          run.pairs(),
          run.events(),
          run.bytes(),
          run.pairs() == 0 ? "-" : run.eventsPerPair().toPlainString(),
          run.pairs() == 0 ? "-" : run.bytesPerPair().toPlainString());
    }
    Totals total = document.total();
    row(
        "all",
        total.pairs(),
        total.events(),
        total.bytes(),
        total.eventsPerPair().toPlainString(),
        total.bytesPerPair().toPlainString());
  }

  private void row(String name, int pairs, long events, long bytes, String ePer, String bPer) {
    out()
        .print(
            String.format(
                Locale.ROOT,
                "%-44s %,7d %,8d %,12d %12s %12s%n",
                name,
                pairs,
                events,
                bytes,
                ePer,
                bPer));
  }
}
