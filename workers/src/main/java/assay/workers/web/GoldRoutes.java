package assay.workers.web;

import assay.activities.desk.Role;
import assay.activities.store.CampaignGold;
import assay.activities.store.CampaignGold.Decision;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.GoldLife;
import assay.domain.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/** What managers call about gold questions. */
final class GoldRoutes {
  private final GoldLife gold;
  private final CampaignGold ofCampaigns;
  private final Campaigns campaigns;
  private final Gate gate;

  GoldRoutes(Jdbi jdbi, Gate gate) {
    this.gold = new GoldLife(jdbi);
    this.ofCampaigns = new CampaignGold(jdbi);
    this.campaigns = new Campaigns(jdbi);
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/gold", this::list);
    routes.post("/api/gold/promote", this::promote);
    routes.post("/api/gold/retire", this::retire);
    routes.get("/api/campaigns/{name}/gold", this::ofCampaign);
    routes.post("/api/campaigns/{name}/gold", this::decide);
  }

  private void list(Context context) {
    gate.admit(context, Role.MANAGER, Role.AUDITOR, Role.ADMIN);
    Reply.json(context, gold.questions());
  }

  private void promote(Context context) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    String campaign = Body.of(context, "campaign").text("campaign");
    campaign(campaign);
    gold.refusal(campaign)
        .ifPresent(
            why -> {
              throw Problem.badRequest("campaign: " + why);
            });
    Reply.json(context, Map.of("promoted", gold.promote(campaign)));
  }

  private Campaign campaign(String name) {
    return campaigns
        .find(name)
        .orElseThrow(() -> Problem.notFound("There is no campaign named " + name + "."));
  }

  private void ofCampaign(Context context) {
    gate.admit(context, Role.MANAGER, Role.AUDITOR, Role.ADMIN);
    Reply.json(context, ofCampaigns.of(campaign(context.pathParam("name"))));
  }

  private void decide(Context context) {
    int manager = gate.admit(context, Role.MANAGER, Role.ADMIN).id();
    Campaign campaign = campaign(context.pathParam("name"));
    Body body = Body.of(context, "id", "decision", "words");
    String id = body.text("id");
    String decision = body.text("decision");
    String words = body.text("words");
    if (words.isBlank()) {
      throw Problem.badRequest("words: say in a few words why you decide so.");
    }
    Decision made =
        Wire.parse(Decision.class, decision)
            .orElseThrow(
                () ->
                    Problem.badRequest(
                        "decision: \"%s\" is not one of %s."
                            .formatted(decision, String.join(", ", Wire.names(Decision.class)))));
    if (!ofCampaigns.decide(campaign, id, made, words, manager)) {
      throw Problem.notFound(
          "Campaign %s has no gold question %s.".formatted(campaign.spec().campaign(), id));
    }
    Reply.json(context, ofCampaigns.of(campaign));
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
