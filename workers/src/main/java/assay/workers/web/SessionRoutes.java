package assay.workers.web;

import assay.activities.desk.Account;
import assay.activities.desk.Role;
import assay.activities.desk.Sessions;
import assay.domain.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How pages sign in and out. */
final class SessionRoutes {
  private final Sessions sessions;
  private final Gate gate;

  SessionRoutes(Sessions sessions, Gate gate) {
    this.sessions = sessions;
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/session", this::signIn);
    routes.get("/api/session", this::who);
    routes.delete("/api/session", this::signOut);
  }

  private void signIn(Context context) {
    // A form of another site cannot send this type, so it cannot sign anybody in.
    String type = context.contentType();
    if (type == null || !type.startsWith("application/json")) {
      throw Problem.badRequest("Sign in with Content-Type: application/json.");
    }
    String token = Body.of(context, "token").text("token");
    Sessions.Opened opened = sessions.open(token).orElseThrow(Gate::unknown);
    gate.count(opened.account());
    SessionCookie.set(context, opened);
    Map<String, Object> reply = shown(opened.account(), Gate.csrf(opened.secret()));
    reply.put("expires_at", opened.expiresAt());
    context.status(201);
    Reply.json(context, reply);
  }

  private void who(Context context) {
    Account account = gate.admitSuspended(context, Role.values());
    String session = context.cookie(Gate.COOKIE);
    Reply.json(context, shown(account, session == null ? null : Gate.csrf(session)));
  }

  private void signOut(Context context) {
    gate.admitSuspended(context, Role.values());
    String session = context.cookie(Gate.COOKIE);
    if (session != null) {
      sessions.close(session);
      gate.forget(session);
    }
    SessionCookie.clear(context);
    context.status(204);
  }

  private static Map<String, Object> shown(Account account, @Nullable String csrf) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", account.name());
    shown.put("role", Wire.name(account.role()));
    if (csrf != null) {
      shown.put("csrf", csrf);
    }
    return shown;
  }
}
