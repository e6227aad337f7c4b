package assay.activities.export;

import java.io.Closeable;
import java.io.IOException;

/** A file on its way. */
interface Output extends Closeable {

  /** Puts everything on disk; only then may the file take its name. */
  void finish() throws IOException;
}
