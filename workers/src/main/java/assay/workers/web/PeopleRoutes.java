package assay.workers.web;

import assay.activities.desk.Account;
import assay.activities.desk.Accounts;
import assay.activities.desk.Role;
import assay.domain.Tier;
import assay.domain.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What managers call about annotators. */
final class PeopleRoutes {
  private final Accounts accounts;
  private final Gate gate;

  PeopleRoutes(Accounts accounts, Gate gate) {
    this.accounts = accounts;
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/annotators", this::list);
    routes.post("/api/annotators", this::add);
  }

  private void list(Context context) {
    gate.admit(context, Role.MANAGER, Role.AUDITOR, Role.ADMIN);
    Reply.json(context, accounts.annotators().stream().map(PeopleRoutes::shown).toList());
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
    Map<String, Object> reply = shown(added.account());
    reply.put("token", added.token());
    context.status(201);
    Reply.json(context, reply);
  }

  private static Map<String, Object> shown(Account account) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", account.id());
    shown.put("name", account.name());
    shown.put("tier", Wire.name(Objects.requireNonNull(account.tier())));
    shown.put("specializations", account.specializations());
    shown.put("languages", account.languages());
    shown.put("active", account.active());
    return shown;
  }
}
