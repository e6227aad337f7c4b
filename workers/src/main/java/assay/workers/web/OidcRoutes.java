package assay.workers.web;

import assay.activities.desk.Account;
import assay.activities.desk.Logins;
import assay.activities.desk.Logins.Identity;
import assay.activities.desk.Sessions;
import assay.workers.oidc.Attempt;
import assay.workers.oidc.OidcProvider;
import assay.workers.oidc.ProviderFailure;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How people sign in at their house's identity provider, where one is set up.
 *
 * <p>A browser comes here, goes to the provider, and comes back with a code; a page that has gone
 * wrong on the way is read by a person, so it is a page and not a problem document.
 */
final class OidcRoutes {
  /** Ties the way back to the browser that began; Lax, because that way leads over another site. */
  static final String COOKIE = "assay_sign_in";

  private static final Logger LOG = LoggerFactory.getLogger(OidcRoutes.class);
  private static final String CALLBACK = "/api/oidc/callback";
  private static final Duration LIFE = Duration.ofMinutes(10);

  /** The pages that people sign in on: there is no other way to go on. */
  private enum Page {
    LABELING("/"),
    MANAGING("/manage/");

    private final String path;

    Page(String path) {
      this.path = path;
    }
  }

  private final Optional<OidcProvider> provider;
  private final Logins logins;
  private final Sessions sessions;
  private final Gate gate;
  private final Supplier<String> url;

  /**
   * @param url of this desk, where no other one is set up
   */
  OidcRoutes(
      Optional<OidcProvider> provider,
      Jdbi jdbi,
      Sessions sessions,
      Gate gate,
      Supplier<String> url) {
    this.provider = provider;
    this.logins = new Logins(jdbi);
    this.sessions = sessions;
    this.gate = gate;
    this.url = url;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/oidc", this::shown);
    routes.get("/api/oidc/sign-in", asPage(this::begin));
    routes.get(CALLBACK, asPage(this::finish));
  }

  private void shown(Context context) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("provider", provider.map(each -> each.settings().shown()).orElse(null));
    Reply.json(context, shown);
  }

  private void begin(Context context) {
    OidcProvider known = provider();
    Page page = page(context.queryParam("to"));
    Attempt attempt = Attempt.begin();
    URI way = known.authorization(attempt, attempt.state(page.path), callback(known));
    keep(context, attempt.secret(), Math.toIntExact(LIFE.toSeconds()));
    context.redirect(way.toString());
  }

  private void finish(Context context) {
    OidcProvider known = provider();
    String secret = context.cookie(COOKIE);
    keep(context, "", 0); // one try
    Attempt attempt = new Attempt(secret == null ? "" : secret);
    Page page = begun(known, attempt, context.queryParam("state"));
    String error = context.queryParam("error");
    String code = context.queryParam("code");
    if (error != null || code == null || code.isBlank()) {
      throw known.refusal(error == null ? "" : error);
    }
    Identity person = known.identity(attempt, code, callback(known));
    Account account = logins.find(person).orElseThrow(() -> stranger(known, person));
    gate.count(account);
    SessionCookie.set(context, sessions.open(account));
    context.redirect(page.path);
  }

  private OidcProvider provider() {
    return provider.orElseThrow(
        () ->
            Problem.notFound(
                "No identity provider is set up at this desk. Sign in with the token you were given."));
  }

  private static Page page(@Nullable String to) {
    return Arrays.stream(Page.values())
        .filter(page -> page.path.equals(to))
        .findFirst()
        .orElseThrow(
            () -> Problem.badRequest("to: must be a page that people sign in on, / or /manage/."));
  }

  /** On which page this very browser began. */
  private Page begun(OidcProvider known, Attempt attempt, @Nullable String state) {
    return Arrays.stream(Page.values())
        .filter(page -> !attempt.secret().isEmpty())
        .filter(page -> Gate.same(attempt.state(page.path), state))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "This sign-in was not begun in this browser, or it is over, or it took longer than %d minutes. Begin again at %s."
                        .formatted(LIFE.toMinutes(), desk(known))));
  }

  private Problem stranger(OidcProvider known, Identity person) {
    String name = person.name();
    if (name == null) {
      return Problem.forbidden(
          known.settings().byEmail()
              ? "%s did not say an e-mail address of yours that it has verified, and accounts here are linked to one. Verify it there, then begin again."
                  .formatted(known.settings().issuer())
              : "%s did not say your %s, and accounts here are linked to it. Show this to whoever runs the desk."
                  .formatted(known.settings().issuer(), known.settings().claim()));
    }
    return Problem.forbidden(
        (logins.linked(name)
                ? "The account that is linked to %s belongs to somebody else who had that name before. If it is yours, ask whoever runs the desk to link it again: ./assay user link NAME %s"
                : "No account here is linked to %s. Ask whoever runs the desk to link yours: ./assay user link NAME %s")
            .formatted(name, name));
  }

  /** Tells a person what went wrong. */
  private static Handler asPage(Handler handler) {
    return context -> {
      try {
        handler.handle(context);
      } catch (Problem problem) {
        MessagePage.write(context, problem);
      } catch (ProviderFailure failure) {
        LOG.warn("{}", failure.getMessage());
        MessagePage.write(context, problem(failure));
      }
    };
  }

  private static Problem problem(ProviderFailure failure) {
    String why = String.valueOf(failure.getMessage());
    return switch (failure.kind()) {
      case AWAY ->
          new Problem(
              503, "Try again", why + " Try again soon, or sign in with the token you were given.");
      case REFUSED -> Problem.forbidden(why);
      case UNTRUSTED -> new Problem(502, "Not signed in", why);
    };
  }

  private static void keep(Context context, String secret, int seconds) {
    context.cookie(SessionCookie.of(context, COOKIE, secret, seconds, SameSite.LAX));
  }

  private String desk(OidcProvider known) {
    URI set = known.settings().desk();
    return (set == null ? url.get() : set.toString()).replaceFirst("/$", "");
  }

  private URI callback(OidcProvider known) {
    return URI.create(desk(known) + CALLBACK);
  }
}
