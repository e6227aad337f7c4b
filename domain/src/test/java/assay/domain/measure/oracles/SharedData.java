package assay.domain.measure.oracles;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The reference data, which is not part of the repository: {@code ASSAY_SHARED}, or {@code
 * ../shared} beside the repository. Tests that need it are skipped where it is missing.
 */
public final class SharedData {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private SharedData() {}

  /** A file of the data folder; the calling test is skipped when it is not there. */
  public static Path file(String name) {
    Path file = folder().resolve("data").resolve(name);
    Assumptions.assumeTrue(
        Files.exists(file),
        () ->
            "no data/"
                + name
                + " in "
                + folder()
                + " (set ASSAY_SHARED to the folder of reference data)");
    return file;
  }

  public static JsonNode json(String name) {
    try {
      return JSON.readTree(file(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> lines(String name) {
    try {
      return Files.readAllLines(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    String set = System.getenv("ASSAY_SHARED");
    if (set != null) {
      return Path.of(set);
    }
    Path here = Path.of("").toAbsolutePath();
    // Maven runs tests in the module's folder, an IDE perhaps in the repository's.
    Path fromRoot = here.resolve("../shared").normalize();
    return Files.exists(fromRoot) ? fromRoot : here.resolve("../../shared").normalize();
  }
}
