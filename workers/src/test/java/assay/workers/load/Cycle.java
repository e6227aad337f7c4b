package assay.workers.load;

import java.io.IOException;

/** One person's next item and its label. */
interface Cycle {
  /** Takes an item and labels it; false when there was none, or the server refused. */
  boolean run() throws IOException;

  /** At an Assay desk. */
  static Cycle at(LabelingClient client) {
    return () -> {
      LabelingClient.Reply next = client.next();
      return next.status() == 200
          && client.submit(next.json().get("lease").asLong(), "A>").status() == 200;
    };
  }
}
