package assay.workers.web;

import assay.activities.desk.Role;
import assay.activities.store.Campaigns;
import assay.activities.store.GoldLife;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Objects;

/** What managers call about gold questions. */
final class GoldRoutes {
  private final GoldLife gold;
  private final Campaigns campaigns;
  private final Gate gate;

  GoldRoutes(GoldLife gold, Campaigns campaigns, Gate gate) {
    this.gold = gold;
    this.campaigns = campaigns;
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/gold", this::list);
    routes.post("/api/gold/promote", this::promote);
    routes.post("/api/gold/retire", this::retire);
  }

  private void list(Context context) {
    gate.admit(context, Role.MANAGER, Role.AUDITOR, Role.ADMIN);
    Reply.json(context, gold.questions());
  }

  private void promote(Context context) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    String campaign = Body.of(context, "campaign").text("campaign");
    if (campaigns.find(campaign).isEmpty()) {
      throw Problem.notFound("There is no campaign named " + campaign + ".");
    }
    gold.refusal(campaign)
        .ifPresent(
            why -> {
              throw Problem.badRequest("campaign: " + why);
            });
    Reply.json(context, Map.of("promoted", gold.promote(campaign)));
  }

  private void retire(Context context) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    Body body = Body.of(context, "id", "reason");
    String id = body.text("id");
    if (!gold.retire(id, Objects.requireNonNullElse(body.optionalText("reason"), ""))) {
      throw Problem.notFound("No gold question is named " + id + ".");
    }
    Reply.json(context, Map.of("status", "retired"));
  }
}
