package assay.workers.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import assay.workers.cli.doctor.Check.Status;
import assay.workers.embedded.DeskFile;
import assay.workers.oidc.TestProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(900)
class DoctorTest {
  @TempDir Path folder;

  @Test
  void anOldJdkFails() {
    assertThat(Doctor.jdk(25, "25.0.3", "/jdk")).isEqualTo(Check.ok("JDK", "25.0.3 in /jdk"));
    assertThat(Doctor.jdk(17, "17.0.9", "/jdk"))
        .isEqualTo(
            Check.fail(
                "JDK",
                "17.0.9 in /jdk, older than 21",
                "Install a JDK of version 21 or newer, or point ASSAY_JAVA_HOME at one you have."));
  }

  @Test
  void aDiskIsFullShortOrComfortable() {
    Path home = Path.of("/home");
    assertThat(Doctor.disk(home, 299_000_000L).status()).isEqualTo(Status.FAIL);
    assertThat(Doctor.disk(home, 300_000_000L))
        .isEqualTo(
            Check.warn(
                "disk",
                "300 MB free for /home",
                "Enough to begin with; free more before a large campaign."));
    assertThat(Doctor.disk(home, 2_000_000_000L).status()).isEqualTo(Status.OK);
  }

  @Test
  void aTakenPortFailsUnlessItIsThisHomesDesk() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThat(Doctor.port(port, Optional.empty()))
          .isEqualTo(
              Check.fail(
                  "port " + port,
                  "taken by another program (Address already in use)",
                  "Stop that program, or choose another port: assay up --port "
                      + (port + 1)
                      + "."));
      DeskFile desk = new DeskFile("http://127.0.0.1:" + port, "", "", "", 1);
      assertThat(Doctor.port(port, Optional.of(desk)))
          .isEqualTo(Check.ok("port " + port, "the desk of this home: " + desk.url()));
    }
  }

  @Test
  void postgresIsTriedBesideTheHomeAndLeavesNothing() throws Exception {
    Path home = folder.resolve("not/yet/made");
    Check check = Doctor.embeddedPostgres(home, Optional.empty());
    assertThat(check.status()).isEqualTo(Status.OK);
    assertThat(check.detail()).startsWith("starts here (tried on port ");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aDatabaseThatIsNotThereFailsWithoutItsPassword() {
    Check check = Doctor.externalPostgres("jdbc:postgresql://127.0.0.1:1/x?user=u&password=secret");
    assertThat(check.status()).isEqualTo(Status.FAIL);
    assertThat(check.detail())
        .startsWith("jdbc:postgresql://127.0.0.1:1/x: Connection to 127.0.0.1:1 refused.")
        .doesNotContain("secret");
  }

  @Test
  void temporalsProgramIsFoundOrMissed() {
    assertThat(Doctor.temporalProgram(Optional.of(Path.of("/bin/temporal"))))
        .isEqualTo(Check.ok("Temporal", "the program /bin/temporal"));
    assertThat(Doctor.temporalProgram(Optional.empty()).status()).isEqualTo(Status.WARN);
    assertThat(Doctor.externalTemporal("127.0.0.1:1"))
        .isEqualTo(
            Check.fail(
                "Temporal",
                "no namespace \"default\" at 127.0.0.1:1 (UNAVAILABLE: io exception)",
                "Check the address HOST:PORT and that the server runs, or leave --temporal out."));
  }

  @Test
  void anIdentityProviderIsLookedAtWhereOneIsSetUp() {
    assertThat(Doctor.provider(Map.of())).isEmpty();
    Map<String, String> environment;
    String issuer;
    try (TestProvider provider = TestProvider.start()) {
      environment = provider.environment();
      issuer = provider.issuer();
      assertThat(Doctor.provider(environment)).contains(Check.ok("sign-in", issuer + " answers"));
    }
    assertThat(Doctor.provider(environment))
        .contains(
            Check.warn(
                "sign-in",
                issuer
                    + " cannot sign anybody in now (no OpenID configuration: Connection refused).",
                "Check ASSAY_OIDC_ISSUER, and that the provider runs; tokens work meanwhile."));
    assertThat(Doctor.provider(Map.of("ASSAY_OIDC_CLIENT_ID", "assay")))
        .contains(
            Check.fail(
                "sign-in",
                "ASSAY_OIDC_CLIENT_ID is set, ASSAY_OIDC_ISSUER is not. Sign-in by a provider needs"
                    + " both; set it, or neither.",
                "See docs/SIGN_IN.md."));
  }

  @Test
  void aModelServerIsAskedForItsModels() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.enqueue(new MockResponse.Builder().code(200).body("{}").build());
      server.enqueue(new MockResponse.Builder().code(401).build());
      server.enqueue(new MockResponse.Builder().code(404).build());
      server.start();
      String url = server.url("/v1").toString();
      assertThat(Doctor.model(url)).isEqualTo(Check.ok("model " + url, "answers"));
      assertThat(server.takeRequest().getTarget()).isEqualTo("/v1/models");
      assertThat(Doctor.model(url).detail()).isEqualTo("answers, and wants a key (HTTP 401)");
      assertThat(Doctor.model(url).detail()).isEqualTo("GET " + url + "/models says HTTP 404");
    }
    assertThat(Doctor.model("http://127.0.0.1:1/v1").status()).isEqualTo(Status.FAIL);
    assertThat(Doctor.model("nonsense"))
        .isEqualTo(
            Check.fail(
                "model nonsense",
                "not an address",
                "Write it as in the spec: http://127.0.0.1:8080/v1"));
  }

  @Test
  void theCommandPrintsLinesOrOneDocument() {
    StringWriter text = new StringWriter();
    String home = folder.resolve("home").toString();
    String[] broken = {"--home", home, "--port", "0", "--db", "jdbc:postgresql://127.0.0.1:1/x"};
    int exit = command(text).execute(broken);
    assertThat(exit).isEqualTo(1);
    assertThat(text.toString())
        .contains("ok    JDK         ")
        .contains("fail  PostgreSQL  jdbc:postgresql://127.0.0.1:1/x: ")
        .contains("                  → Check address, user and password: ");

    StringWriter document = new StringWriter();
    int fine = command(document).execute("--home", home, "--port", "0", "--json");
    assertThat(fine).isZero();
    assertThat(document.toString())
        .startsWith("{\n  \"ok\" : true,\n  \"checks\" : [ {\n    \"name\" : \"JDK\",\n")
        .contains("\"status\" : \"ok\"", "\"what_to_do\" : \"\"");
  }

  private static CommandLine command(StringWriter out) {
    return new CommandLine(new DoctorCommand()).setOut(new PrintWriter(out));
  }
}
