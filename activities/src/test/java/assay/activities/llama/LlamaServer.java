package assay.activities.llama;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A llama.cpp server with a small model on a free port, of the programs that the environment names:
 * {@code ASSAY_LLAMA_SERVER} (the program {@code llama-server}) and {@code ASSAY_LLAMA_MODEL} (a
 * model's GGUF file).
 */
final class LlamaServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final int port;

  private LlamaServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** What is missing, empty when it can be started. */
  static Optional<String> missing() {
    for (String variable : List.of("ASSAY_LLAMA_SERVER", "ASSAY_LLAMA_MODEL")) {
      String value = System.getenv(variable);
      if (value == null || value.isBlank()) {
        return Optional.of("skipped: no llama.cpp server; " + variable + " is not set");
      }
      if (!Files.isReadable(Path.of(value))) {
        return Optional.of(
            "skipped: no llama.cpp server; " + variable + " names no file: " + value);
      }
    }
    return Optional.empty();
  }

  static LlamaServer start() throws IOException, InterruptedException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                System.getenv("ASSAY_LLAMA_SERVER"),
                "-m",
                System.getenv("ASSAY_LLAMA_MODEL"),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "-c",
                "4096",
                "-np",
                "1",
                "-t",
                "1",
                "--poll",
                "0",
                "--no-ui",
                // Repacked weights crash some builds on processors without the wider instructions.
                "--no-repack")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    LlamaServer server = new LlamaServer(process, port);
    server.awaitReady();
    return server;
  }

  String url() {
    return "http://127.0.0.1:" + port + "/v1";
  }

  private void awaitReady() throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        if (http.send(health, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(200);
    }
    close();
    throw new IllegalStateException("llama-server did not become ready");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(20, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
