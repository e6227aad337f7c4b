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
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What managers and auditors call about campaigns. */
final class CampaignRoutes {
  private final CampaignControl campaigns;
  private final EventStreams streams;
  private final Gate gate;
  private final SharedDocuments costly = new SharedDocuments(Duration.ofSeconds(2));

  CampaignRoutes(CampaignControl campaigns, EventStreams streams, Gate gate) {
    this.campaigns = campaigns;
    this.streams = streams;
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/campaigns", this::list);
    routes.get("/api/events", this::listEvents);
    routes.get("/api/campaigns/{name}", context -> read(context, campaigns::status));
    routes.get("/api/campaigns/{name}/events", this::events);
    routes.get(
        "/api/campaigns/{name}/timeline",
        context -> seldom(context, "timeline", campaigns::timeline));
    routes.get(
        "/api/campaigns/{name}/report", context -> seldom(context, "report", campaigns::report));
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

  private void listEvents(Context context) {
    readers(context);
    streams.send(context, "", campaigns::list, list -> false, () -> readers(context));
  }

  private void events(Context context) {
    readers(context);
    String name = name(context);
    found(context, campaigns.status(name));
    streams.send(
        context,
        name,
        () -> found(context, campaigns.status(name)),
        campaigns::over,
        () -> readers(context));
  }

  private void read(Context context, Function<String, Optional<?>> document) {
    readers(context);
    Reply.json(context, found(context, document.apply(name(context))));
  }

  /** What takes long to put together is put together once for all who ask. */
  private void seldom(Context context, String what, Function<String, Optional<?>> document) {
    readers(context);
    String name = name(context);
    Reply.json(context, costly.get(what + "/" + name, () -> found(context, document.apply(name))));
  }

  private void steer(Context context, Command command) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    Body.of(context);
    Reply.json(context, found(context, campaigns.steer(name(context), command)));
  }

  private void budget(Context context) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    BigDecimal usd = Body.of(context, "budget_usd").optionalNumber("budget_usd");
    if (usd == null) {
      throw Problem.badRequest("budget_usd: is required.");
    }
    Reply.json(context, found(context, campaigns.budget(name(context), usd)));
  }

  private void export(Context context) {
    readers(context);
    String name = name(context);
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

  private static String name(Context context) {
    return context.pathParam("name");
  }

  private static Object found(Context context, Optional<?> document) {
    return document
        .map(Object.class::cast)
        .orElseThrow(() -> Problem.notFound("There is no campaign named " + name(context) + "."));
  }

  private void readers(Context context) {
    gate.admit(context, Role.MANAGER, Role.AUDITOR, Role.ADMIN);
  }
}
