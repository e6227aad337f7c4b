package assay.workers.web;

import assay.activities.desk.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** What auditors look up: an item's story, and the events that prove it. */
final class StoryRoutes {
  private final CampaignControl campaigns;
  private final Gate gate;

  StoryRoutes(CampaignControl campaigns, Gate gate) {
    this.campaigns = campaigns;
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/campaigns/{name}/items/<id>", this::story);
    routes.get("/api/campaigns/{name}/history", this::event);
  }

  private void story(Context context) {
    String name = campaign(context);
    String id = context.pathParam("id");
    Optional<?> story = campaigns.story(name, id);
    if (story.isEmpty()) {
      throw Problem.notFound(
          "Campaign %s has no item %s; give its id in the input, or its pair_id, such as %s/0."
              .formatted(name, id, name));
    }
    Reply.json(context, story.get());
  }

  private void event(Context context) {
    String name = campaign(context);
    String workflow = parameter(context, "workflow");
    String run = parameter(context, "run");
    String event = parameter(context, "event");
    if (!event.matches("\\d{1,9}")) {
      throw Problem.badRequest(
          "event: must be the number of an event, not \"%s\".".formatted(event));
    }
    context
        .contentType("application/json")
        .result(
            campaigns
                .event(name, workflow, run, Long.parseLong(event))
                .orElseThrow(
                    () ->
                        Problem.notFound(
                            "Campaign %s has no event %s in run %s of %s."
                                .formatted(name, event, run, workflow))));
  }

  private String campaign(Context context) {
    gate.admit(context, Role.MANAGER, Role.AUDITOR, Role.ADMIN);
    String name = context.pathParam("name");
    if (campaigns.status(name).isEmpty()) {
      throw Problem.notFound("There is no campaign named " + name + ".");
    }
    return name;
  }

  private static String parameter(Context context, String name) {
    String value = context.queryParam(name);
    if (value == null || value.isEmpty()) {
      throw Problem.badRequest(name + ": is required.");
    }
    return value;
  }
}
