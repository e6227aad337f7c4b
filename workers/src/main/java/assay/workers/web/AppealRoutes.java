package assay.workers.web;

import assay.activities.desk.Appeals;
import assay.activities.desk.Appeals.About;
import assay.activities.desk.Appeals.Decision;
import assay.activities.desk.Role;
import assay.domain.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;

/** What annotators say against decisions about their work, and what managers say to it. */
final class AppealRoutes {
  private final Appeals appeals;
  private final Gate gate;

  AppealRoutes(Appeals appeals, Gate gate) {
    this.appeals = appeals;
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/appeals", this::file);
    routes.get("/api/me/appeals", this::mine);
    routes.get("/api/appeals", this::all);
    routes.post("/api/appeals/{id}", this::decide);
  }

  private void file(Context context) {
    int person = gate.admitSuspended(context, Role.ANNOTATOR).id();
    Body body = Body.of(context, "campaign", "about", "lease", "words");
    String about = body.text("about");
    BigDecimal lease = body.optionalNumber("lease");
    context.status(201);
    Reply.json(
        context,
        appeals.file(
            person,
            body.text("campaign"),
            Wire.parse(About.class, about)
                .orElseThrow(
                    () ->
                        Problem.badRequest(
                            "about: \"%s\" is not one of %s."
                                .formatted(about, String.join(", ", Wire.names(About.class))))),
            lease == null ? null : Long.valueOf(lease.longValue()),
            body.text("words")));
  }

  private void mine(Context context) {
    Reply.json(context, appeals.of(gate.admitSuspended(context, Role.ANNOTATOR).id()));
  }

  /** With names, so not for auditors. */
  private void all(Context context) {
    gate.admit(context, Role.MANAGER, Role.ADMIN);
    Reply.json(context, appeals.all("true".equals(context.queryParam("open"))));
  }

  private void decide(Context context) {
    int manager = gate.admit(context, Role.MANAGER, Role.ADMIN).id();
    Body body = Body.of(context, "decision", "words");
    String decision = body.text("decision");
    Reply.json(
        context,
        appeals.decide(
            number(context.pathParam("id")),
            Wire.parse(Decision.class, decision)
                .orElseThrow(
                    () ->
                        Problem.badRequest(
                            "decision: \"%s\" is not one of %s."
                                .formatted(
                                    decision, String.join(", ", Wire.names(Decision.class))))),
            body.text("words"),
            manager));
  }

  private static long number(String written) {
    try {
      return Long.parseLong(written);
    } catch (NumberFormatException e) {
      throw Problem.notFound("There is no appeal number " + written + ".");
    }
  }
}
