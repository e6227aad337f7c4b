package assay.workers.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The libraries that pages load, served out of the jars that the build fetched.
 *
 * <p>The pages name them without a version: only the build knows it.
 */
final class PageLibraries {
  private static final List<String> NAMES = List.of("marked", "katex");

  private PageLibraries() {}

  /** Serves each at {@code /lib/NAME}. */
  static void add(JavalinConfig config, Map<String, String> headers) {
    for (String name : NAMES) {
      config.staticFiles.add(
          files -> {
            files.hostedPath = "/lib/" + name;
            files.directory = "/META-INF/resources/webjars/%s/%s".formatted(name, version(name));
            files.location = Location.CLASSPATH;
            files.headers = headers;
          });
    }
  }

  private static String version(String name) {
    String path = "/META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(name);
    try (InputStream in = PageLibraries.class.getResourceAsStream(path)) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(in, path));
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
