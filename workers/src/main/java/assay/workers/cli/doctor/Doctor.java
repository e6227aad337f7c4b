package assay.workers.cli.doctor;

import assay.activities.store.CannotStart;
import assay.activities.store.LocalPostgres;
import assay.activities.store.Programs;
import assay.workers.embedded.DeskFile;
import assay.workers.embedded.TemporalProbe;
import assay.workers.oidc.OidcProvider;
import assay.workers.oidc.OidcSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The checks, one function each: it looks, changes nothing, and says what to do. */
final class Doctor {
  static final int NEEDED_JAVA = 21;
  private static final long MEGABYTE = 1_000_000;
  private static final long NEEDED_MEGABYTES = 300;
  private static final long COMFORTABLE_MEGABYTES = 2_000;
  private static final Duration MODEL_PATIENCE = Duration.ofSeconds(10);

  private Doctor() {}

  static Check jdk(int feature, String version, String folder) {
    return feature >= NEEDED_JAVA
        ? Check.ok("JDK", version + " in " + folder)
        : Check.fail(
            "JDK",
            version + " in " + folder + ", older than " + NEEDED_JAVA,
            "Install a JDK of version 21 or newer, or point ASSAY_JAVA_HOME at one you have.");
  }

  static Check disk(Path home, long freeBytes) {
    long free = freeBytes / MEGABYTE;
    String detail = "%d MB free for %s".formatted(free, home);
    if (free < NEEDED_MEGABYTES) {
      return Check.fail(
          "disk",
          detail,
          "Free some space (a new home needs %d MB), or choose a folder on another disk with --home."
              .formatted(NEEDED_MEGABYTES));
    }
    return free < COMFORTABLE_MEGABYTES
        ? Check.warn("disk", detail, "Enough to begin with; free more before a large campaign.")
        : Check.ok("disk", detail);
  }

  /** The space of the disk that the home is or will be on. */
  static Check disk(Path home) {
    try {
      return disk(home, Files.getFileStore(nearestExisting(home)).getUsableSpace());
    } catch (IOException e) {
      return Check.warn(
          "disk", "unknown for " + home + ": " + e.getMessage(), "Check the disk by hand.");
    }
  }

  /** The desk's port: free, or taken by the very desk of this home. */
  static Check port(int port, Optional<DeskFile> desk) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return Check.ok("port " + socket.getLocalPort(), "free");
    } catch (IOException e) {
      if (desk.isPresent() && desk.get().url().endsWith(":" + port)) {
        return Check.ok("port " + port, "the desk of this home: " + desk.get().url());
      }
      return Check.fail(
          "port " + port,
          "taken by another program (" + e.getMessage() + ")",
          "Stop that program, or choose another port: assay up --port " + (port + 1) + ".");
    }
  }

  /** Starts a PostgreSQL with nothing in it, on the disk of the home, and removes it again. */
  static Check embeddedPostgres(Path home, Optional<DeskFile> desk) {
    if (desk.isPresent()) {
      return Check.ok("PostgreSQL", "running, this home is up: " + desk.get().url());
    }
    Path beside = nearestExisting(home);
    Path trial;
    try {
      trial = Files.createTempDirectory(beside, ".assay-doctor-");
    } catch (IOException e) {
      return Check.fail(
          "PostgreSQL",
          "cannot write in %s (%s)".formatted(beside, e.getClass().getSimpleName()),
          "Give user %s the right to write there, or choose another folder with --home."
              .formatted(System.getProperty("user.name")));
    }
    try (LocalPostgres server = LocalPostgres.start(trial)) {
      return Check.ok("PostgreSQL", "starts here (tried on port " + server.port() + ")");
    } catch (CannotStart e) {
      return Check.fail(
          "PostgreSQL",
          String.valueOf(e.getMessage()),
          "See above, or use a PostgreSQL server of your own with --db.");
    } finally {
      remove(trial);
    }
  }

  /** A PostgreSQL of the user's own. */
  static Check externalPostgres(String jdbcUrl) {
    String shown = jdbcUrl.replaceAll("\\?.*", "");
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      return Check.ok(
          "PostgreSQL", connection.getMetaData().getDatabaseProductVersion() + " at " + shown);
    } catch (SQLException e) {
      return Check.fail(
          "PostgreSQL",
          shown + ": " + e.getMessage(),
          "Check address, user and password:"
              + " jdbc:postgresql://HOST:5432/DATABASE?user=USER&password=PASSWORD");
    }
  }

  static Check temporalProgram(Optional<Path> program) {
    return program
        .map(found -> Check.ok("Temporal", "the program " + found))
        .orElse(
            Check.warn(
                "Temporal",
                "no temporal program on PATH; the server inside the process is used, which forgets its state when it ends",
                "Nothing is lost (campaigns start again from PostgreSQL). For state that outlives the process, install Temporal's CLI: https://docs.temporal.io/cli"));
  }

  static Check temporalProgram() {
    return temporalProgram(Programs.onPath("temporal"));
  }

  static Check externalTemporal(String target) {
    return TemporalProbe.failure(target)
        .map(
            reason ->
                Check.fail(
                    "Temporal",
                    "no namespace \"default\" at " + target + " (" + reason + ")",
                    "Check the address HOST:PORT and that the server runs, or leave --temporal out."))
        .orElse(Check.ok("Temporal", "answers at " + target));
  }

  /** Asks an OpenAI-compatible endpoint for its models. */
  static Check model(String url) {
    String name = "model " + url;
    HttpUrl base = HttpUrl.parse(url);
    if (base == null) {
      return Check.fail(
          name, "not an address", "Write it as in the spec: http://127.0.0.1:8080/v1");
    }
    OkHttpClient client = new OkHttpClient.Builder().callTimeout(MODEL_PATIENCE).build();
    HttpUrl models = base.newBuilder().addPathSegment("models").build();
    try (Response response = client.newCall(new Request.Builder().url(models).build()).execute()) {
      return switch (response.code()) {
        case 200 -> Check.ok(name, "answers");
        case 401, 403 ->
            Check.warn(
                name,
                "answers, and wants a key (HTTP " + response.code() + ")",
                "Put the key into an environment variable and name it in the spec: api_key_env.");
        default ->
            Check.warn(
                name,
                "GET " + models + " says HTTP " + response.code(),
                "Some servers have no list of models; otherwise check that the address ends in /v1.");
      };
    } catch (IOException e) {
      return Check.fail(
          name, "not reachable: " + e.getMessage(), "Start the server, or correct the address.");
    } finally {
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }
  }

  /** The identity provider, where one is set up. */
  static Optional<Check> provider(Map<String, String> environment) {
    try {
      return OidcSettings.of(environment).map(Doctor::provider);
    } catch (CannotStart e) {
      return Optional.of(
          Check.fail("sign-in", String.valueOf(e.getMessage()), "See docs/SIGN_IN.md."));
    }
  }

  private static Check provider(OidcSettings settings) {
    return new OidcProvider(settings)
        .failure()
        .map(
            why ->
                Check.warn(
                    "sign-in",
                    why,
                    "Check ASSAY_OIDC_ISSUER, and that the provider runs; tokens work meanwhile."))
        .orElse(Check.ok("sign-in", settings.issuer() + " answers"));
  }

  private static Path nearestExisting(Path home) {
    Path folder = home.toAbsolutePath().normalize();
    while (!Files.isDirectory(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static void remove(Path folder) {
    List<Path> entries;
    try (Stream<Path> walk = Files.walk(folder)) {
      entries = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : entries) {
        Files.delete(entry);
      }
    } catch (IOException ignored) {
      // What stays behind is named .assay-doctor-…, and harms nobody.
    }
  }
}
