package assay.workers.web;

import assay.activities.desk.Sessions;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;

/**
 * What a browser keeps for a page: out of reach of scripts, and only over TLS where there is any.
 */
final class SessionCookie {
  private SessionCookie() {}

  /** Signs the browser in. */
  static void set(Context context, Sessions.Opened opened) {
    context.cookie(
        of(
            context,
            Gate.COOKIE,
            opened.secret(),
            Math.toIntExact(Sessions.LIFE.toSeconds()),
            SameSite.STRICT));
  }

  /** Signs it out. */
  static void clear(Context context) {
    context.cookie(of(context, Gate.COOKIE, "", 0, SameSite.STRICT));
  }

  static Cookie of(Context context, String name, String value, int seconds, SameSite sites) {
    boolean secure =
        context.scheme().equals("https") || "https".equals(context.header("X-Forwarded-Proto"));
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/");
    cookie.setMaxAge(seconds);
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    cookie.setSameSite(sites);
    return cookie;
  }
}
