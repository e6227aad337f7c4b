package assay.workers.load;

import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A running Potato with one project of pairs, as {@code bench/potato.py} leaves it.
 *
 * @param cookies one session a person
 * @param pid of the server's first process
 */
record Potato(String url, List<String> cookies, long pid) {
  private static final String ANNOTATIONS = "\",\"annotations\":{\"preference:A>B\":\"A>B\"}}";

  static Potato read(Path file) throws IOException {
    JsonNode written = Json.MAPPER.readTree(Files.readString(file));
    List<String> cookies = new ArrayList<>();
    written.get("cookies").forEach(cookie -> cookies.add(cookie.asText()));
    return new Potato(written.get("url").asText(), cookies, written.get("pid").asLong());
  }

  /** One person's work, in one of the two ways that Potato has. */
  private interface Way {
    boolean label(KeptConnection person) throws IOException;
  }

  /** What its page does: it is loaded anew for each item. */
  List<Cycle> page(int clients) {
    return clients(clients, Potato::byPage);
  }

  /** What its page for phones does, asking for an item at a time. */
  List<Cycle> phone(int clients) {
    return clients(clients, Potato::byPhone);
  }

  /** All people take their turns, whatever the number of clients: each has a share of the items. */
  private List<Cycle> clients(int clients, Way way) {
    return IntStream.range(0, clients)
        .mapToObj(
            client -> {
              List<KeptConnection> people =
                  IntStream.range(0, cookies.size())
                      .filter(person -> person % clients == client)
                      .mapToObj(person -> new KeptConnection(url, "Cookie: " + cookies.get(person)))
                      .toList();
              int[] turn = {0};
              return (Cycle) () -> way.label(people.get(turn[0]++ % people.size()));
            })
        .toList();
  }

  private static boolean byPage(KeptConnection person) throws IOException {
    KeptConnection.Reply page = person.get("/annotate");
    if (page.status() != 200) {
      return false;
    }
    String item = between(page.body(), "name=\"instance_id\" type=\"hidden\" value=\"");
    return stored(person, item)
        && person
                .post(
                    "/annotate",
                    "{\"action\":\"next_instance\",\"instance_id\":\"" + item + "\"}",
                    Map.of("Content-Type", "application/json", "X-Potato-Navigation", "1"))
                .status()
            == 200;
  }

  private static boolean byPhone(KeptConnection person) throws IOException {
    KeptConnection.Reply next = person.get("/pocket/api/batch?n=1");
    return next.status() == 200
        && next.body().contains("instance_id")
        && stored(person, between(next.body(), "\"instance_id\":\""));
  }

  private static boolean stored(KeptConnection person, String item) throws IOException {
    KeptConnection.Reply reply =
        person.post("/updateinstance", "{\"instance_id\":\"" + item + ANNOTATIONS);
    return reply.status() == 200 && reply.body().contains("\"status\":\"success\"");
  }

  private static String between(String text, String before) throws IOException {
    int from = text.indexOf(before) + before.length();
    int end = text.indexOf('"', from);
    if (from < before.length() || end < 0) {
      throw new IOException("no " + before + " in an answer of " + text.length());
    }
    return text.substring(from, end);
  }
}
