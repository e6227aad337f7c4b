package assay.activities.model;

import static assay.activities.model.ChatClientTest.endpoint;
import static assay.activities.model.ChatClientTest.request;
import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS the newer protocol is agreed on, and one connection carries calls side by side. */
class Http2Test {
  private static final char[] PASSWORD = "changeit".toCharArray();
  @TempDir private Path folder;

  @Test
  void manyCallsShareOneConnection() throws Exception {
    KeyStore keys = selfSigned(folder.resolve("server.p12"));
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    ChatClient client =
        new ChatClient(
            name -> null,
            Backoff.USUAL,
            Clock.systemUTC(),
            SharedDatabase.JDBI,
            ChatClient.http()
                .sslSocketFactory(
                    tls.getSocketFactory(), (X509TrustManager) trusted.getTrustManagers()[0]));

    try (MockWebServer server = new MockWebServer();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.useHttps(tls.getSocketFactory());
      server.start();
      String url = "https://localhost:" + server.getPort() + "/v1";
      server.enqueue(says("Hi"));
      client.ask(request(endpoint(url, "", 16, 20_000), 0));
      List<Future<ChatResult>> results = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        server.enqueue(says("Hi"));
        results.add(threads.submit(() -> client.ask(request(endpoint(url, "", 16, 20_000), 0))));
      }
      for (Future<ChatResult> result : results) {
        assertThat(result.get()).isInstanceOf(ChatResult.Answered.class);
      }
      for (int i = 0; i < 17; i++) {
        var asked = server.takeRequest();
        assertThat(asked.getRequestLine()).isEqualTo("POST /v1/chat/completions HTTP/2");
        assertThat(asked.getConnectionIndex()).isZero();
      }
    }
  }

  private static KeyStore selfSigned(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    // An entry with a key is not trusted; the certificate alone is.
    keys.setCertificateEntry("trusted", keys.getCertificate("server"));
    return keys;
  }
}
