package assay.workers.web;

import assay.activities.desk.Accounts;
import assay.activities.desk.Appeals;
import assay.activities.desk.Desk;
import assay.activities.desk.DeskClock;
import assay.activities.desk.Sessions;
import assay.activities.store.CannotStart;
import assay.activities.store.Database;
import assay.workers.oidc.OidcProvider;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A desk that people and programs reach over HTTP; any number may serve one database. */
public final class DeskServer implements AutoCloseable {
  public static final String LOOPBACK = "127.0.0.1";

  /** More than a program that labels as fast as the desk answers makes. */
  public static final int REQUESTS_PER_SECOND = 400;

  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_UPLOADED_GIGABYTES = 2;
  private static final String PAGE_MAY =
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types lexer";

  static final Map<String, String> PAGE_HEADERS =
      Map.of(
          "Content-Security-Policy", PAGE_MAY,
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-cache");

  private final Jdbi jdbi;
  private final DeskClock clock;
  private final Metrics metrics = new Metrics();
  private final EventStreams streams = new EventStreams();
  private final String host;
  private final Javalin server;

  private DeskServer(
      Database database,
      CampaignControl campaigns,
      String host,
      int requestsPerSecond,
      Optional<OidcProvider> provider) {
    this.jdbi = database.jdbi();
    this.host = host;
    this.clock = new DeskClock(jdbi);
    Accounts accounts = new Accounts(jdbi);
    Sessions sessions = new Sessions(jdbi);
    Gate gate = new Gate(accounts, sessions, new RateLimit(requestsPerSecond, System::nanoTime));
    SessionRoutes session = new SessionRoutes(sessions, gate);
    OidcRoutes oidc = new OidcRoutes(provider, jdbi, sessions, gate, this::url);
    LabelingRoutes labeling = new LabelingRoutes(new Desk(database), gate);
    PeopleRoutes people = new PeopleRoutes(jdbi, accounts, gate);
    AppealRoutes appeals = new AppealRoutes(new Appeals(jdbi), gate);
    GoldRoutes gold = new GoldRoutes(jdbi, gate);
    CampaignRoutes campaign = new CampaignRoutes(campaigns, streams, gate);
    StartRoutes start = new StartRoutes(campaigns, gate);
    StoryRoutes story = new StoryRoutes(campaigns, gate);
    this.server =
        Javalin.create(
            config -> {
              quietAndQuick(config);
              page(config);
              labeling.add(config.routes);
              session.add(config.routes);
              oidc.add(config.routes);
              people.add(config.routes);
              start.add(config.routes);
              story.add(config.routes);
              appeals.add(config.routes);
              gold.add(config.routes);
              campaign.add(config.routes);
              health(config.routes);
              Errors.add(config.routes);
            });
  }

  /**
   * Serves from now on; leases are first extended by the time that no desk was alive.
   *
   * @param host address to listen on; {@link #LOOPBACK} unless a proxy is elsewhere
   * @param port 0 takes any that is free
   * @throws CannotStart when the port is taken
   */
  public static DeskServer start(
      Database database, CampaignControl campaigns, String host, int port) {
    return start(database, campaigns, host, port, REQUESTS_PER_SECOND, Optional.empty());
  }

  /**
   * @param requestsPerSecond that one account may make in the long run, 0 for no limit
   * @param provider where people may sign in besides
   */
  public static DeskServer start(
      Database database,
      CampaignControl campaigns,
      String host,
      int port,
      int requestsPerSecond,
      Optional<OidcProvider> provider) {
    DeskServer desk = new DeskServer(database, campaigns, host, requestsPerSecond, provider);
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

  /**
   * Reads a rate as a user writes it.
   *
   * @param written null or empty for the usual one
   * @throws CannotStart when it is no rate
   */
  public static int requestsPerSecond(@Nullable String written) {
    if (written == null || written.isBlank()) {
      return REQUESTS_PER_SECOND;
    }
    if (!written.strip().matches("\\d{1,6}")) {
      throw new CannotStart(
          "ASSAY_RATE_LIMIT (or --rate) is %s; give requests a second for each account, such as %d, or 0 for no limit."
              .formatted(written, REQUESTS_PER_SECOND));
    }
    return Integer.parseInt(written.strip());
  }

  /** Every route, such as {@code GET /api/me}, with parameters as OpenAPI writes them. */
  List<String> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method + " " + endpoint.path.replace('<', '{').replace('>', '}'))
        .toList();
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
    streams.close();
    server.stop();
    clock.close();
  }

  private static void quietAndQuick(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MOST_BYTES;
    config.http.prefer405over404 = true;
    config.jetty.multipartConfig.maxInMemoryFileSize(1, SizeUnit.MB);
    config.jetty.multipartConfig.maxFileSize(MOST_UPLOADED_GIGABYTES, SizeUnit.GB);
    config.jetty.multipartConfig.maxTotalRequestSize(MOST_UPLOADED_GIGABYTES, SizeUnit.GB);
  }

  private static void page(JavalinConfig config) {
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = "/web";
          files.location = Location.CLASSPATH;
          files.headers = PAGE_HEADERS;
        });
    PageLibraries.add(config, PAGE_HEADERS);
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
        context ->
            context
                .contentType("text/plain; version=0.0.4")
                .result(metrics.text(streams.listening())));
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

  private static String resource(String path) {
    try (InputStream in = DeskServer.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
