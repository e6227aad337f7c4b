package assay.workers.load;

import assay.activities.store.ChildJvm;
import assay.activities.store.Json;
import assay.workers.cli.Main;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code assay up} as a process of its own, on a home of its own, and the commands given to it. */
final class UpProcess implements AutoCloseable {
  private static final int MEGABYTES = 2_000;

  private final Path home;
  private ChildJvm process;
  private final URI url;

  private UpProcess(Path home, ChildJvm process, URI url) {
    this.home = home;
    this.process = process;
    this.url = url;
  }

  static UpProcess start(Path home) throws IOException {
    ChildJvm process = launch(home, 0);
    return new UpProcess(home, process, URI.create(process.await("ready")));
  }

  private static ChildJvm launch(Path home, int port) throws IOException {
    return ChildJvm.start(
        MEGABYTES, Main.class, "up", "--home", home.toString(), "--port", String.valueOf(port));
  }

  /** Kills everything it started with it, and starts it again at the same address. */
  void killAndRestart() throws IOException, InterruptedException {
    process.killGroup();
    process = launch(home, url.getPort());
    process.await("ready");
  }

  String url() {
    return url.toString();
  }

  long pid() {
    return process.pid();
  }

  /** What a command prints; it has to succeed. */
  String command(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", all) + ": " + code + "\n" + out + err);
    }
    return out.toString();
  }

  /** Tokens of so many new annotators. */
  List<String> annotators(int count) throws IOException {
    List<String> tokens = new ArrayList<>();
    String printed =
        command("annotator", "add", "person", "--tier", "trained", "--count", "" + count);
    for (String line : printed.lines().toList()) {
      tokens.add(Json.MAPPER.readTree(line).get("token").asText());
    }
    return tokens;
  }

  JsonNode status(String campaign) throws IOException {
    return Json.MAPPER.readTree(command("campaign", "status", campaign, "--json"));
  }

  @Override
  public void close() {
    try {
      ChildJvm.signal("TERM", process.pid());
      process.awaitEnd();
    } catch (IOException | IllegalStateException e) {
      process.close();
    } catch (InterruptedException e) {
      process.close();
      Thread.currentThread().interrupt();
    }
  }
}
