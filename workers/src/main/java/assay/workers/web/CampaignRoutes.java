package assay.workers.web;

import assay.activities.desk.Role;
import assay.workers.web.CampaignControl.Command;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What managers and auditors call about campaigns. */
final class CampaignRoutes {
  private final CampaignControl campaigns;
  private final Gate gate;

  CampaignRoutes(CampaignControl campaigns, Gate gate) {
    this.campaigns = campaigns;
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/campaigns", this::list);
    routes.get("/api/campaigns/{name}", this::status);
    routes.post("/api/campaigns/{name}/pause", context -> steer(context, Command.PAUSE));
    routes.post("/api/campaigns/{name}/resume", context -> steer(context, Command.RESUME));
    routes.post("/api/campaigns/{name}/cancel", context -> steer(context, Command.CANCEL));
    routes.put("/api/campaigns/{name}/budget", this::budget);
    routes.get("/api/campaigns/{name}/export/{file}", this::export);
  }

  private void list(Context context) {
    readers(context);
    Reply.json(context, campaigns.list());
  }

  private void status(Context context) {
    readers(context);
    reply(context, campaigns.status(context.pathParam("name")));
  }

  private void steer(Context context, Command command) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    Body.of(context);
    reply(context, campaigns.steer(context.pathParam("name"), command));
  }

  private void budget(Context context) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    BigDecimal usd = Body.of(context, "budget_usd").optionalNumber("budget_usd");
    if (usd == null) {
      throw Problem.badRequest("budget_usd: is required.");
    }
    reply(context, campaigns.budget(context.pathParam("name"), usd));
  }

  private void export(Context context) {
    readers(context);
    String name = context.pathParam("name");
    String file = context.pathParam("file");
    Path path =
        campaigns
            .exported(name, file)
            .orElseThrow(
                () -> Problem.notFound("Campaign %s has no file %s.".formatted(name, file)));
    try {
      context.contentType("application/octet-stream");
      context.header("Content-Disposition", "attachment; filename=\"" + path.getFileName() + "\"");
      context.result(Files.newInputStream(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void reply(Context context, Optional<?> status) {
    Reply.json(
        context,
        status.orElseThrow(
            () ->
                Problem.notFound("There is no campaign named " + context.pathParam("name") + ".")));
  }

  private void readers(Context context) {
    gate.admit(context, Role.MANAGER, Role.AUDITOR, Role.ADMIN);
  }
}
