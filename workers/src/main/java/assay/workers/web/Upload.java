package assay.workers.web;

import assay.activities.store.Folders;
import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A campaign's spec and files as a request brought them, in a folder of their own.
 *
 * <p>The spec may name only files that came with it: what else this machine holds is none of the
 * sender's business.
 */
final class Upload implements AutoCloseable {
  /** The spec's name in messages, where it came without one. */
  private static final String UNNAMED = "spec";

  private final Path folder;
  private Path spec;

  private Upload(Path folder) {
    this.folder = folder;
    this.spec = folder.resolve(UNNAMED);
  }

  /** Reads a form of parts, or one JSON object. */
  static Upload of(Context context) {
    try {
      Upload upload = new Upload(Files.createTempDirectory("assay-upload-").toRealPath());
      try {
        if (context.isMultipartFormData()) {
          upload.parts(context);
        } else {
          upload.object(Body.of(context, "spec", "files"));
        }
        UploadPaths.check(upload.folder, upload.spec);
        return upload;
      } catch (IOException | RuntimeException e) {
        upload.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path spec() {
    return spec;
  }

  /** A message with files named as they were sent. */
  String plain(String message) {
    return message.replace(folder + "/", "");
  }

  private void parts(Context context) throws IOException {
    UploadedFile named = context.uploadedFile("spec");
    String text = context.formParam("spec");
    for (List<UploadedFile> files : context.uploadedFileMap().values()) {
      for (UploadedFile file : files) {
        try (InputStream in = file.content()) {
          Files.copy(in, place(file.filename()));
        }
      }
    }
    if (named != null) {
      spec = folder.resolve(named.filename());
    } else if (text != null) {
      Files.writeString(place(UNNAMED), text);
    } else {
      throw Problem.badRequest("spec: a part with the campaign's spec, YAML or JSON, is required.");
    }
  }

  private void object(Body body) throws IOException {
    JsonNode written = body.any("spec");
    Files.writeString(
        place(UNNAMED),
        written.isTextual()
            ? written.textValue()
            : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(written));
    for (Map.Entry<String, String> file : body.textsByName("files").entrySet()) {
      Files.writeString(place(file.getKey()), file.getValue());
    }
  }

  /** Where a new file goes; its name may have folders, all within this one. */
  private Path place(String name) throws IOException {
    Path path;
    try {
      path = folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw badName(name);
    }
    if (name.isBlank() || !path.startsWith(folder) || path.equals(folder)) {
      throw badName(name);
    }
    if (Files.exists(path)) {
      throw Problem.badRequest("There are two files named %s.".formatted(name));
    }
    Files.createDirectories(path.getParent());
    return path;
  }

  private static Problem badName(String name) {
    return Problem.badRequest(
        "\"%s\" is no name for a file; name it as the spec does, without .. or a leading slash."
            .formatted(name));
  }

  @Override
  public void close() {
    Folders.deleteQuietly(folder);
  }
}
