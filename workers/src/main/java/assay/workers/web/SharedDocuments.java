package assay.workers.web;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Documents by name that are read once for all who ask, see {@link SharedDocument}. */
final class SharedDocuments {
  private final Duration atLeast;
  private final ConcurrentHashMap<String, SharedDocument> documents = new ConcurrentHashMap<>();

  /**
   * @param atLeast how long one reading is good for
   */
  SharedDocuments(Duration atLeast) {
    this.atLeast = atLeast;
  }

  Object get(String name, Supplier<Object> read) {
    SharedDocument document = documents.computeIfAbsent(name, n -> new SharedDocument(atLeast));
    try {
      return document.get(read);
    } catch (RuntimeException e) {
      // What cannot be read, such as the report of no campaign, leaves nothing behind.
      documents.remove(name, document);
      throw e;
    }
  }
}
