package assay.workers.load;

import assay.workers.DeskClient;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One person's next item and its label. */
interface Cycle {
  /** Takes an item and labels it; false when there was none, or the server refused. */
  boolean run() throws IOException;

  /** At an Assay desk. */
  static Cycle at(DeskClient desk, String token) {
    return () -> {
      try {
        DeskClient.Reply next = desk.next(token);
        return next.status() == 200
            && desk.submit(token, next.json().get("lease").asLong(), "A>").status() == 200;
      } catch (UncheckedIOException e) {
        throw new IOException(e);
      }
    };
  }
}
