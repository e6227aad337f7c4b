package assay.workers.load;

import java.io.IOException;

/** One person's next item and its label. */
interface Cycle {
  /** Takes an item and labels it; false when there was none, or the server refused. */
  boolean run() throws IOException;

  /** At an Assay desk. */
  static Cycle at(String url, String token) {
    KeptConnection desk = new KeptConnection(url, "Authorization: Bearer " + token);
    return () -> {
      KeptConnection.Reply next = desk.post("/api/next", "{}");
      if (next.status() != 200) {
        return false;
      }
      String submit = "/api/leases/" + next.number("lease") + "/submit";
      return desk.post(submit, "{\"label\":\"A>\"}").status() == 200;
    };
  }
}
