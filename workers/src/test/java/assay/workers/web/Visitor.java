package assay.workers.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;

/** A browser without pages: it keeps cookies, and takes every redirect only when it is told. */
final class Visitor implements AutoCloseable {
  /** What came back. */
  record Step(int status, String location, String text, HttpResponse<String> response) {
    /** What a person reads on a page. */
    String said() {
      String main = text.replaceAll("(?s).*<main[^>]*>|<p><a .*", "");
      return main.replaceAll("<[^>]*>", "").strip().replaceAll("\\s*\\n\\s*", ": ");
    }

    List<String> cookies() {
      return response.headers().allValues("Set-Cookie");
    }
  }

  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

  Step get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  /** What a page does. */
  Step call(String method, String url, String csrf) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .method(method, BodyPublishers.ofString("{}"))
            .header("Content-Type", "application/json")
            .header(Gate.CSRF_HEADER, csrf)
            .build());
  }

  private Step send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return new Step(
          response.statusCode(),
          response.headers().firstValue("Location").orElse(""),
          response.body(),
          response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Optional<String> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  /** Puts a cookie back that was taken away. */
  void keep(String url, String name, String value) {
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setVersion(0);
    cookies.getCookieStore().add(URI.create(url), cookie);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
