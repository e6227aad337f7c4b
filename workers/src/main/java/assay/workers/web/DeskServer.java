package assay.workers.web;

import assay.activities.desk.Accounts;
import assay.activities.desk.Appeals;
import assay.activities.desk.Bonuses;
import assay.activities.desk.Desk;
import assay.activities.desk.DeskClock;
import assay.activities.desk.DeskRefusal;
import assay.activities.desk.Suspending;
import assay.activities.store.Campaigns;
import assay.activities.store.CannotStart;
import assay.activities.store.GoldLife;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A desk that people and programs reach over HTTP; any number may serve one database. */
public final class DeskServer implements AutoCloseable {
  public static final String LOOPBACK = "127.0.0.1";
  private static final Logger LOG = LoggerFactory.getLogger(DeskServer.class);
  private static final int MOST_BYTES = 4 << 20;
  private static final String PAGE_MAY =
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types lexer";

  private final Jdbi jdbi;
  private final DeskClock clock;
  private final Metrics metrics = new Metrics();
  private final String host;
  private final Javalin server;

  private DeskServer(Jdbi jdbi, CampaignControl campaigns, String host) {
    this.jdbi = jdbi;
    this.host = host;
    this.clock = new DeskClock(jdbi);
    Accounts accounts = new Accounts(jdbi);
    Gate gate = new Gate(accounts);
    LabelingRoutes labeling = new LabelingRoutes(new Desk(jdbi), gate);
    PeopleRoutes people = new PeopleRoutes(accounts, new Suspending(jdbi), new Bonuses(jdbi), gate);
    AppealRoutes appeals = new AppealRoutes(new Appeals(jdbi), gate);
    GoldRoutes gold = new GoldRoutes(new GoldLife(jdbi), new Campaigns(jdbi), gate);
    CampaignRoutes campaign = new CampaignRoutes(campaigns, gate);
    this.server =
        Javalin.create(
            config -> {
              quietAndQuick(config);
              page(config);
              labeling.add(config.routes);
              people.add(config.routes);
              appeals.add(config.routes);
              gold.add(config.routes);
              campaign.add(config.routes);
              health(config.routes);
              errors(config.routes);
            });
  }

  /**
   * Serves from now on; leases are first extended by the time that no desk was alive.
   *
   * @param host address to listen on; {@link #LOOPBACK} unless a proxy is elsewhere
   * @param port 0 takes any that is free
   * @throws CannotStart when the port is taken
   */
  public static DeskServer start(Jdbi jdbi, CampaignControl campaigns, String host, int port) {
    DeskServer desk = new DeskServer(jdbi, campaigns, host);
    try {
      desk.clock.start();
      desk.server.start(host, port);
      return desk;
    } catch (JavalinBindException e) {
      desk.close();
      throw new CannotStart(
          "Port %d on %s is taken. Stop the program that listens there, or choose another port with --port."
              .formatted(port, host),
          e);
    } catch (RuntimeException e) {
      desk.close();
      throw e;
    }
  }

  public int port() {
    return server.port();
  }

  public String url() {
    return "http://%s:%d".formatted(host, port());
  }

  /** Answers what is under way, then stops. */
  @Override
  public void close() {
    server.stop();
    clock.close();
  }

  private static void quietAndQuick(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MOST_BYTES;
    config.http.prefer405over404 = true;
  }

  private static void page(JavalinConfig config) {
    Map<String, String> headers =
        Map.of(
            "Content-Security-Policy", PAGE_MAY,
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-cache");
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = "/web";
          files.location = Location.CLASSPATH;
          files.headers = headers;
        });
    PageLibraries.add(config, headers);
  }

  private void health(RoutesConfig routes) {
    routes.get("/healthz", context -> context.result("ok"));
    routes.get(
        "/readyz",
        context -> {
          jdbi.useHandle(h -> h.execute("select 1"));
          context.result("ready");
        });
    routes.get(
        "/metrics",
        context -> context.contentType("text/plain; version=0.0.4").result(metrics.text()));
    routes.get(
        "/openapi.json",
        context -> context.contentType("application/json").result(resource("/openapi.json")));
    routes.before(
        "/api/*",
        context ->
            context
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff"));
    routes.afterMatched(metrics::count);
  }

  private static void errors(RoutesConfig routes) {
    routes.exception(Problem.class, Problem::write);
    routes.exception(DeskRefusal.class, (e, context) -> Problem.of(e).write(context));
    routes.exception(
        HttpResponseException.class, (e, context) -> refused(e, context).write(context));
    routes.exception(Exception.class, DeskServer::unexpected);
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

  private static String resource(String path) {
    try (InputStream in = DeskServer.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
