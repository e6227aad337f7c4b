package assay.workers.web;

import assay.activities.desk.Account;
import assay.activities.desk.Accounts;
import assay.activities.desk.Bonuses;
import assay.activities.desk.Role;
import assay.activities.desk.Suspending;
import assay.activities.store.AnnotatorWork;
import assay.activities.store.Campaigns;
import assay.activities.store.Roster;
import assay.domain.Tier;
import assay.domain.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/** What managers call about annotators. */
final class PeopleRoutes {
  private final Accounts accounts;
  private final Suspending suspending;
  private final Bonuses bonuses;
  private final Campaigns campaigns;
  private final Roster roster;
  private final Gate gate;

  PeopleRoutes(Jdbi jdbi, Accounts accounts, Gate gate) {
    this.accounts = accounts;
    this.suspending = new Suspending(jdbi);
    this.campaigns = new Campaigns(jdbi);
    this.bonuses = new Bonuses(jdbi);
    this.roster = new Roster(jdbi);
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/annotators", this::list);
    routes.post("/api/annotators", this::add);
    routes.post("/api/annotators/{id}/suspend", this::suspend);
    routes.post("/api/annotators/{id}/reinstate", this::reinstate);
    routes.post("/api/annotators/{id}/rotate-token", this::rotate);
    routes.get("/api/campaigns/{name}/annotators", this::ofCampaign);
    routes.post("/api/annotators/{id}/bonus", this::bonus);
  }

  private void list(Context context) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    Map<Integer, List<String>> paused = accounts.paused();
    Reply.json(
        context,
        accounts.annotators().stream()
            .map(a -> shown(a, paused.getOrDefault(a.id(), List.of())))
            .toList());
  }

  private void add(Context context) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    Body body = Body.of(context, "name", "tier", "specializations", "languages");
    String tier = body.text("tier");
    Accounts.Added added =
        accounts.addAnnotator(
            body.text("name"),
            Wire.parse(Tier.class, tier)
                .orElseThrow(
                    () ->
                        Problem.badRequest(
                            "tier: \"%s\" is not one of %s."
                                .formatted(tier, String.join(", ", Wire.names(Tier.class))))),
            body.texts("specializations"),
            body.texts("languages"));
    Map<String, Object> reply = shown(added.account(), List.of());
    reply.put("token", added.token());
    context.status(201);
    Reply.json(context, reply);
  }

  private void suspend(Context context) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    int annotator = person(context);
    String reason = Body.of(context, "reason").optionalText("reason");
    suspending.suspend(annotator, Objects.requireNonNullElse(reason, ""));
    Reply.json(context, state(annotator));
  }

  private void reinstate(Context context) {
    int annotator = annotator(context);
    suspending.reinstate(annotator);
    Reply.json(context, state(annotator));
  }

  private void rotate(Context context) {
    Account account = accounts.annotator(annotator(context));
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("id", account.id());
    reply.put("name", account.name());
    reply.put("token", accounts.rotateToken(account.name()).token());
    Reply.json(context, reply);
  }

  /** Managers see whom they can act on; everybody else the pseudonyms of the exported files. */
  private void ofCampaign(Context context) {
    Account reader = gate.admit(context, Role.MANAGER, Role.AUDITOR, Role.ADMIN);
    String name = context.pathParam("name");
    Campaigns.Campaign campaign =
        campaigns
            .find(name)
            .orElseThrow(() -> Problem.notFound("There is no campaign named " + name + "."));
    boolean named = reader.role() != Role.AUDITOR;
    Reply.json(context, roster.of(campaign).stream().map(each -> shown(each, named)).toList());
  }

  private static Map<String, Object> shown(Roster.Person person, boolean named) {
    AnnotatorWork.OfOne work = person.work();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("annotator", "w" + work.number());
    if (named) {
      shown.put("id", person.account());
      shown.put("name", person.name());
    }
    shown.put("tier", Wire.name(person.tier()));
    shown.put("standing", person.active() ? person.standing() : "suspended");
    shown.put("judgments", work.judgments());
    shown.put("seconds", work.seconds());
    shown.put("gold_seen", work.goldSeen());
    shown.put("gold_right", work.goldRight());
    shown.put("compared", work.compared());
    shown.put("agreed", work.agreed());
    shown.put("usd", work.usd());
    return shown;
  }

  private void bonus(Context context) {
    int manager = gate.admit(context, Role.MANAGER, Role.ADMIN).id();
    Body body = Body.of(context, "campaign", "usd", "reason", "key");
    BigDecimal usd = body.optionalNumber("usd");
    if (usd == null) {
      throw Problem.badRequest("usd: is required.");
    }
    Reply.json(
        context,
        bonuses.give(
            body.text("campaign"),
            person(context),
            usd,
            body.text("reason"),
            body.optionalText("key"),
            manager));
  }

  private int annotator(Context context) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    Body.of(context);
    return person(context);
  }

  private int person(Context context) {
    String written = context.pathParam("id");
    try {
      return accounts.annotator(Integer.parseInt(written)).id();
    } catch (NumberFormatException e) {
      throw Problem.notFound("There is no annotator number " + written + ".");
    }
  }

  private Map<String, Object> state(int annotator) {
    return shown(
        accounts.annotator(annotator), accounts.paused().getOrDefault(annotator, List.of()));
  }

  private static Map<String, Object> shown(Account account, List<String> paused) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", account.id());
    shown.put("name", account.name());
    shown.put("tier", Wire.name(Objects.requireNonNull(account.tier())));
    shown.put("specializations", account.specializations());
    shown.put("languages", account.languages());
    shown.put("active", account.active());
    shown.put("paused", paused);
    return shown;
  }
}
