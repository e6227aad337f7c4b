package assay.workers.story;

import assay.workers.story.ItemStory.Line;
import assay.workflows.AggregationActivities.Aggregated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what happened to all items of a campaign at its end. */
final class CampaignTeller {
  private final String campaign;

  CampaignTeller(String campaign) {
    this.campaign = campaign;
  }

  List<Line> tell(List<Run> runs) {
    List<Line> lines = new ArrayList<>();
    for (Run run : runs) {
      for (Run.Step step : run.steps()) {
        if (step instanceof Run.Step.Done done) {
          switch (done.activity()) {
            case "AggregationAggregateCampaign" -> lines.add(aggregated(run, done));
            case "ExportExportCampaign" ->
                lines.add(
                    new Line(
                        done.at(),
                        "exported",
                        null,
                        "Written to the files of campaign " + campaign,
                        Map.of(),
                        run.place(done)));
            default -> {
              // Other steps of the campaign decide nothing of an item.
            }
          }
        }
      }
    }
    return lines;
  }

  private static Line aggregated(Run run, Run.Step.Done step) {
    Aggregated result = step.result().at(0, Aggregated.class);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("method", result.method());
    details.put("why", result.why());
    details.put("digest", result.digest());
    return new Line(
        step.at(),
        "aggregated",
        null,
        "Weighed anew by what all batches tell of everyone (%s)".formatted(result.method()),
        details,
        run.place(step));
  }
}
