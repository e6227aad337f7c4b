package assay.workers.web;

import assay.activities.desk.Role;
import assay.domain.spec.InvalidInput;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a manager starts a campaign, or asks what it would cost. */
final class StartRoutes {
  private final CampaignControl campaigns;
  private final Gate gate;

  StartRoutes(CampaignControl campaigns, Gate gate) {
    this.campaigns = campaigns;
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/campaigns", this::start);
    routes.post("/api/campaigns/estimate", this::estimate);
  }

  private interface Step {
    CampaignControl.Prepared of(Upload upload) throws InvalidInput;
  }

  private void start(Context context) {
    CampaignControl.Prepared started = with(context, upload -> campaigns.start(upload.spec()));
    context.status(started.outcome().equals("started") ? 201 : 200);
    Map<String, Object> reply = shown(started);
    reply.put("status", campaigns.status(started.name()).orElseThrow());
    Reply.json(context, reply);
  }

  private void estimate(Context context) {
    Reply.json(context, shown(with(context, upload -> campaigns.estimate(upload.spec()))));
  }

  private CampaignControl.Prepared with(Context context, Step step) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    try (Upload upload = Upload.of(context)) {
      try {
        CampaignControl.Prepared done = step.of(upload);
        return new CampaignControl.Prepared(
            done.name(),
            done.outcome(),
            done.warnings().stream().map(upload::plain).toList(),
            done.estimate());
      } catch (InvalidInput e) {
        throw invalid(e, upload);
      }
    }
  }

  private static Map<String, Object> shown(CampaignControl.Prepared prepared) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", prepared.name());
    shown.put("outcome", prepared.outcome());
    shown.put("warnings", prepared.warnings());
    shown.put("estimate", prepared.estimate());
    return shown;
  }

  /** Every problem, in the words of the command line. */
  private static Problem invalid(InvalidInput e, Upload upload) {
    List<Map<String, Object>> problems =
        e.problems().stream()
            .map(
                each -> {
                  Map<String, Object> problem = new LinkedHashMap<>();
                  problem.put("file", upload.plain(each.file()));
                  problem.put("line", each.line());
                  problem.put("field", each.field());
                  problem.put("message", upload.plain(each.message()));
                  problem.put("text", upload.plain(each.toString()));
                  return problem;
                })
            .toList();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("problems", problems);
    members.put("total", e.total());
    return Problem.with(
        "The campaign cannot start",
        e.total() == 1
            ? "1 problem; nothing was started."
            : e.total() + " problems; nothing was started.",
        members);
  }
}
