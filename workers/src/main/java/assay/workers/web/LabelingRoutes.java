package assay.workers.web;

import assay.activities.desk.Desk;
import assay.activities.desk.Role;
import assay.activities.desk.Submission;
import assay.activities.desk.Task;
import assay.domain.TaskType;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What annotators call. */
final class LabelingRoutes {
  private static final String[] SUBMITTED =
      Stream.concat(
              TaskType.FIELDS.stream(), Stream.of("seconds", "confidence", "dimensions", "comment"))
          .toArray(String[]::new);

  private final Desk desk;
  private final Gate gate;
  private final Pace pace;

  LabelingRoutes(Desk desk, Gate gate) {
    this.desk = desk;
    this.gate = gate;
    this.pace = new Pace(desk::hides, System::nanoTime, Pace::sleep);
  }

  void add(RoutesConfig routes) {
    routes.post("/api/next", this::next);
    routes.post("/api/leases/{lease}/submit", this::submit);
    routes.post("/api/leases/{lease}/skip", this::skip);
    routes.post("/api/leases/{lease}/renew", this::renew);
    routes.post("/api/leases/{lease}/undo", this::undo);
    routes.post("/api/leases/{lease}/contest", this::contest);
    routes.get("/api/leases/{lease}/second_look", this::secondLook);
    routes.post("/api/leases/{lease}/revise", this::revise);
    routes.get("/api/me", this::me);
    routes.get("/api/me/examples", this::examples);
  }

  private void next(Context context) {
    int person = annotator(context);
    String campaign = Body.of(context, "campaign").optionalText("campaign");
    Optional<Task> task = pace.keep(() -> desk.next(person, campaign));
    if (task.isEmpty()) {
      context.status(204);
    } else {
      Reply.json(context, task.get());
    }
  }

  private void submit(Context context) {
    int person = annotator(context);
    long lease = lease(context);
    Submission submission = submission(context);
    Reply.json(context, pace.keep(() -> desk.submit(person, lease, submission)));
  }

  private void secondLook(Context context) {
    Reply.json(context, desk.secondLook(annotator(context), lease(context)));
  }

  private void revise(Context context) {
    int person = annotator(context);
    Reply.json(context, desk.revise(person, lease(context), submission(context)));
  }

  private static Submission submission(Context context) {
    Body body = Body.of(context, SUBMITTED);
    return new Submission(
        body.given(TaskType.FIELDS),
        body.optionalNumber("seconds"),
        body.optionalNumber("confidence"),
        body.scores("dimensions"),
        body.optionalText("comment"));
  }

  private void skip(Context context) {
    int person = annotator(context);
    String reason = Body.of(context, "reason").optionalText("reason");
    long lease = lease(context);
    Reply.json(
        context,
        pace.keep(
            () -> {
              desk.skip(person, lease, Objects.requireNonNullElse(reason, ""));
              return Map.of("status", "skipped");
            }));
  }

  private void renew(Context context) {
    int person = annotator(context);
    Body.of(context);
    long lease = lease(context);
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("lease", lease);
    reply.put("expires_at", desk.renew(person, lease));
    Reply.json(context, reply);
  }

  private void undo(Context context) {
    int person = annotator(context);
    Body.of(context);
    long lease = lease(context);
    Reply.json(context, pace.keep(() -> desk.undo(person, lease)));
  }

  private void contest(Context context) {
    int person = annotator(context);
    desk.contest(person, lease(context), Body.of(context, "reason").text("reason"));
    Reply.json(context, Map.of("status", "noted"));
  }

  /** Who is suspended reads here why, and where to appeal. */
  private void me(Context context) {
    Reply.json(context, desk.me(gate.admitSuspended(context, Role.ANNOTATOR).id()));
  }

  private void examples(Context context) {
    int person = annotator(context);
    String campaign = context.queryParam("campaign");
    if (campaign == null) {
      throw Problem.badRequest("campaign: is required, as in /api/me/examples?campaign=NAME.");
    }
    Reply.json(context, Map.of("examples", desk.examples(person, campaign)));
  }

  private int annotator(Context context) {
    return gate.admit(context, Role.ANNOTATOR).id();
  }

  private static long lease(Context context) {
    String written = context.pathParam("lease");
    try {
      return Long.parseLong(written);
    } catch (NumberFormatException e) {
      throw Problem.notFound("You have no lease number " + written + ".");
    }
  }
}
