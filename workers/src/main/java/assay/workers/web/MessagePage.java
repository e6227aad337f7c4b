package assay.workers.web;

import io.javalin.http.Context;

/** An error that a person reads where a page should have been. */
final class MessagePage {
  private MessagePage() {}

  static void write(Context context, Problem problem) {
    DeskServer.PAGE_HEADERS.forEach(context::header);
    context
        .status(problem.status())
        .header("Cache-Control", "no-store")
        .html(page(text(problem.title()), text(String.valueOf(problem.getMessage()))));
  }

  private static String page(String title, String detail) {
    return """
      <!doctype html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Assay: %1$s</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/house.css">
      </head>
      <body>
        <main class="card message">
          <h1>%1$s</h1>
          <p>%2$s</p>
          <p><a href="/">To the labeling page</a> <a href="/manage/">To the managers’ pages</a></p>
        </main>
      </body>
      </html>
      """
        .formatted(title, detail);
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
