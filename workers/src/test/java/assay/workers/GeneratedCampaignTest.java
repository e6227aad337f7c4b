package assay.workers;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.model.ModelServer;
import assay.domain.measure.Estimate;
import assay.domain.measure.bias.JudgeBias;
import assay.workers.report.CampaignReport;
import assay.workers.report.CampaignReport.Figure;
import assay.workers.report.ReportPage;
import assay.workers.report.ReportReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From prompts to the report: two models write, one of them judges. People prefer its responses to
 * three prompts in five, it prefers them itself to nine in ten.
 */
class GeneratedCampaignTest {
  private static final int PROMPTS = 120;
  private static final Pattern WRITTEN = Pattern.compile("(vain|modest) thoughts on (\\d+)");

  private final ModelServer server = new ModelServer(GeneratedCampaignTest::answer);

  private static MockResponse answer(JsonNode request) {
    String question = ModelServer.text(request);
    int second = question.indexOf("\n\nResponse B:\n");
    if (second < 0) {
      String number = question.replaceAll("\\D", "");
      return ModelServer.says(request.path("model").asText() + " thoughts on " + number);
    }
    Matcher written = WRITTEN.matcher(question);
    boolean vainFirst = question.indexOf("vain thoughts") < second;
    boolean own = written.find() && Integer.parseInt(written.group(2)) % 10 < 9;
    return ModelServer.says("VERDICT: " + (vainFirst == own ? "A>B" : "B>A"));
  }

  private static boolean betterToPeople(String response) {
    Matcher written = WRITTEN.matcher(response);
    return written.matches()
        && written.group(1).equals("vain") == Integer.parseInt(written.group(2)) % 5 < 3;
  }

  private Path spec(Path folder) throws IOException {
    StringBuilder prompts = new StringBuilder();
    for (int i = 0; i < PROMPTS; i++) {
      prompts.append("{\"prompt\":\"What do you think of ").append(i).append("?\"}\n");
    }
    Files.writeString(folder.resolve("prompts.jsonl"), prompts);
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        campaign: generated
        input: {prompts: prompts.jsonl}
        models: {vain: {url: "%1$s"}, modest: {url: "%1$s"}}
        generation: {models: [vain, modest]}
        prelabel: {judges: [vain], calibration_pairs: 40, accept_confidence: 0.5, spot_check: 0.4}
        review: {redundancy: 1, linger: 1s, seconds: reported}
        quality: {rule: off}
        batch: {size: 20}
        """
            .formatted(server.url()));
  }

  @Test
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void theReportTellsWinRateAndSelfPreferenceWithIntervals(@TempDir Path folder) throws Exception {
    try (server;
        UpProcess up = new UpProcess(folder.resolve("home"));
        Annotators people =
            new Annotators(up.jdbi(), up.url(), GeneratedCampaignTest::betterToPeople)) {
      up.control().start(spec(folder));
      up.awaitStatus("generated", "completed");
      assertThat(people.accepted()).isBetween(40, PROMPTS - 1);
      CampaignReport report =
          new ReportReader(up.jdbi())
              .of(up.services().campaigns().get("generated"), up.control().status("generated"));

      Figure match =
          report.estimates().stream()
              .filter(figure -> figure.what().startsWith("modest over vain"))
              .findFirst()
              .orElseThrow();
      assertThat(match.pairs()).isEqualTo(PROMPTS);
      assertThat(match.labelled()).isLessThan(PROMPTS);
      // People alone would prefer vain to 72 of 120, that is modest to two in five.
      holds(match.people(), 0.4);
      holds(match.powered(), 0.4);
      assertThat(width(match.powered())).isLessThan(0.4);

      JudgeBias bias = report.judges().getFirst().bias();
      assertThat(((Estimate.Value) bias.own()).value()).isEqualTo(0.9);
      holds(bias.ownExcess(), 0.3);
      assertThat(((Estimate.Value) bias.ownExcess()).low()).isPositive();
      assertThat(ReportPage.of(report))
          .contains("modest over vain is preferred", "self: prefers its own response");
    }
  }

  private static void holds(Estimate estimate, double truth) {
    Estimate.Value value = (Estimate.Value) estimate;
    assertThat(value.low()).as(value.toString()).isLessThan(truth);
    assertThat(value.high()).as(value.toString()).isGreaterThan(truth);
  }

  private static double width(Estimate estimate) {
    Estimate.Value value = (Estimate.Value) estimate;
    return value.high() - value.low();
  }
}
