package assay.activities.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Homes for tests that share one unpacked PostgreSQL, because unpacking takes seconds. */
public final class TestHome {
  private TestHome() {}

  /** Prepares this folder; what is unpacked stays in the module's {@code target}. */
  public static Path withUnpackedPostgres(Path home) {
    try {
      Path shared = Files.createDirectories(Path.of("target", "unpacked").toAbsolutePath());
      PostgresBinaries.unpacked(shared);
      Files.createSymbolicLink(home.resolve("postgresql"), shared.resolve("postgresql"));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
