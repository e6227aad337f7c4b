package assay.workers.web;

import assay.activities.desk.DeskRefusal;
import assay.workers.control.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into a problem document. */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  static void add(RoutesConfig routes) {
    routes.exception(Problem.class, Problem::write);
    routes.exception(DeskRefusal.class, (e, context) -> Problem.of(e).write(context));
    routes.exception(
        Refusal.class,
        (e, context) ->
            new Problem(503, "Try again", String.valueOf(e.getMessage())).write(context));
    routes.exception(
        HttpResponseException.class, (e, context) -> refused(e, context).write(context));
    routes.exception(Exception.class, Errors::unexpected);
  }

  /** What the web server itself refuses: no such address, another method, too large. */
  private static Problem refused(HttpResponseException e, Context context) {
    if (e.getStatus() == 404) {
      return Problem.notFound("There is nothing at %s.".formatted(context.path()));
    }
    String title = e.getMessage() == null ? "Not possible" : e.getMessage();
    return new Problem(e.getStatus(), title, title + ".");
  }

  private static void unexpected(Exception e, Context context) {
    if (databaseAway(e)) {
      LOG.warn("the database does not answer: {}", e.toString());
      new Problem(
              503,
              "Try again",
              "The desk's database cannot take this at the moment; try again soon.")
          .write(context);
      return;
    }
    LOG.error("{} {} failed", context.method(), context.path(), e);
    new Problem(
            500, "Internal error", "Something went wrong here that should not; the log has more.")
        .write(context);
  }

  /** SQL states of class 08 are lost connections, 57P a server that stops, 53 a full one. */
  private static boolean databaseAway(@Nullable Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state == null
            || state.startsWith("08")
            || state.startsWith("57P")
            || state.startsWith("53");
      }
    }
    return false;
  }
}
