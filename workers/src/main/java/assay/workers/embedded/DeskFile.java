package assay.workers.embedded;

import assay.activities.store.CannotStart;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * {@code desk.json}: where the running desk of a home is, and the keys to it; only its owner may
 * read it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeskFile(
    @JsonProperty("url") String url,
    @JsonProperty("admin_token") String adminToken,
    @JsonProperty("database_url") String databaseUrl,
    @JsonProperty("temporal_target") String temporalTarget,
    @JsonProperty("pid") long pid) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Writes it whole or not at all. */
  public void write(Path home) {
    Path file = in(home);
    try {
      Path beside = Files.createTempFile(home, "desk-", ".json");
      Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
      Files.writeString(beside, JSON.writeValueAsString(this) + "\n");
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CannotStart("Cannot write " + file + ": " + e.getMessage() + ".", e);
    }
  }

  /** The desk of this home, when one has said it is there. */
  public static Optional<DeskFile> read(Path home) {
    Path file = in(home);
    try {
      return Optional.of(JSON.readValue(Files.readString(file), DeskFile.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new CannotStart(
          "%s is damaged: %s. Stop assay up and start it again; it writes a new one."
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new CannotStart(
          "Cannot read %s: %s. It belongs to whoever ran assay up.".formatted(file, e.getMessage()),
          e);
    }
  }

  /** The desk is gone, or will be in a moment. */
  public static void delete(Path home) {
    try {
      Files.deleteIfExists(in(home));
    } catch (IOException e) {
      throw new CannotStart("Cannot delete " + in(home) + ": " + e.getMessage() + ".", e);
    }
  }

  private static Path in(Path home) {
    return home.resolve("desk.json");
  }
}
