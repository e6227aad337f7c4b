package assay.workers.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.activities.store.CannotStart;
import assay.activities.store.ChildJvm;
import assay.activities.store.Programs;
import assay.workers.embedded.LocalTemporal.Kind;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(900)
class LocalTemporalTest {
  @TempDir Path home;
  private final List<String> notices = new ArrayList<>();

  @Test
  void withoutAProgramItRunsInThisProcessAndSaysSo() {
    try (LocalTemporal server = LocalTemporal.start(home, null, Optional.empty(), notices::add)) {
      assertThat(server.kind()).isEqualTo(Kind.IN_PROCESS);
      startWorkflow(server.target(), "one");
      assertThat(status(server.target(), "one"))
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    }
    assertThat(notices)
        .containsExactly(
            "No temporal program on PATH: Temporal runs inside this process and forgets its state when it ends. Nothing is lost: the next assay up starts every running campaign again from PostgreSQL. For state that outlives the process, install Temporal's CLI (https://docs.temporal.io/cli) or give --temporal HOST:PORT.");
  }

  @Test
  void theServerInThisProcessIsNotForTheNetwork() throws Exception {
    try (LocalTemporal server =
        LocalTemporal.start(home, "in-process", Optional.empty(), notices::add)) {
      int port = Integer.parseInt(server.target().substring("127.0.0.1:".length()));
      InetAddress outside =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
              .findFirst()
              .orElse(null);
      assumeTrue(outside != null, "needs a network address beside the loopback");
      try (Socket socket = new Socket()) {
        assertThatThrownBy(() -> socket.connect(new InetSocketAddress(outside, port), 60_000))
            .hasMessageContaining("Connection refused");
      }
    }
  }

  @Test
  void withTheProgramWhatRunsIsThereAfterARestart() {
    assumeCli();
    try (LocalTemporal first = LocalTemporal.start(home, null, notices::add)) {
      assertThat(first.kind()).isEqualTo(Kind.CLI);
      startWorkflow(first.target(), "kept");
    }
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0)).endsWith("temporal, state in " + home.resolve("temporal.db"));
    try (LocalTemporal second = LocalTemporal.start(home, null, notices::add)) {
      assertThat(status(second.target(), "kept"))
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    }
  }

  @Test
  void withTheProgramWhatRunsIsThereAfterAKill() throws Exception {
    assumeCli();
    try (ChildJvm child = ChildJvm.start(TemporalHolder.class, home.toString())) {
      child.await("target");
      child.killGroup();
    }
    try (LocalTemporal second = LocalTemporal.start(home, null, notices::add)) {
      assertThat(status(second.target(), "kept"))
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      assertThat(serversOf(home)).hasSize(1);
    }
    assertThat(serversOf(home)).isEmpty();
  }

  @Test
  void anExternalServerIsUsedAndLeftRunning() {
    try (LocalTemporal theirs =
        LocalTemporal.start(home, "in-process", Optional.empty(), notices::add)) {
      LocalTemporal ours = LocalTemporal.start(home, theirs.target(), notices::add);
      assertThat(ours.kind()).isEqualTo(Kind.EXTERNAL);
      assertThat(ours.target()).isEqualTo(theirs.target());
      ours.close();
      assertThat(TemporalProbe.failure(theirs.target())).isEmpty();
    }
  }

  @Test
  void anExternalServerThatIsNotThereIsAnError() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> LocalTemporal.start(home, "127.0.0.1:" + port, notices::add))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "No Temporal with a namespace \"default\" answers at 127.0.0.1:%d (UNAVAILABLE: io exception). Check the address and that the server runs, or leave --temporal out to have one started here.",
            port);
  }

  @Test
  void anAddressWithoutAPortIsAnError() {
    assertThatThrownBy(() -> LocalTemporal.start(home, "localhost", notices::add))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "--temporal localhost: not an address. Write HOST:PORT, such as 127.0.0.1:7233, or in-process.");
  }

  @Test
  void aProgramThatDoesNotStartAServerIsShownWithItsLog() throws Exception {
    Path program = Files.writeString(home.resolve("temporal"), "#!/bin/sh\necho unknown flag\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> LocalTemporal.start(home, null, Optional.of(program), notices::add))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "Temporal did not start with %s. Update that program, or go without it: --temporal in-process. The end of its log, %s:\n  unknown flag",
            program, home.resolve("logs/temporal.log"));
  }

  @Test
  void aPortThatSomebodyTookFirstIsNotTheEnd() throws Exception {
    Path program =
        Files.writeString(
            home.resolve("temporal"),
            """
            #!/bin/sh
            echo "$@" | sed 's/.*--port \\([0-9]*\\).*/\\1/' >> ports
            echo listen tcp: bind: address already in use
            """);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> LocalTemporal.start(home, null, Optional.of(program), notices::add))
        .isInstanceOf(CannotStart.class)
        .hasMessageEndingWith("\n  listen tcp: bind: address already in use");
    assertThat(Files.readAllLines(home.resolve("ports"))).hasSize(10);
  }

  static void startWorkflow(String target, String id) {
    WorkflowServiceStubs stubs = stubs(target);
    try {
      WorkflowClient.newInstance(stubs)
          .newUntypedWorkflowStub(
              "Nobody",
              WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue("nobody").build())
          .start();
    } finally {
      stubs.shutdownNow();
    }
  }

  private static WorkflowExecutionStatus status(String target, String id) {
    WorkflowServiceStubs stubs = stubs(target);
    try {
      return WorkflowClient.newInstance(stubs).newUntypedWorkflowStub(id).describe().getStatus();
    } finally {
      stubs.shutdownNow();
    }
  }

  private static WorkflowServiceStubs stubs(String target) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
  }

  private static List<Long> serversOf(Path home) {
    String database = home.resolve("temporal.db").toString();
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().arguments().map(List::of).orElse(List.of()).contains(database))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static void assumeCli() {
    assumeTrue(
        Programs.onPath("temporal").isPresent(),
        "needs the temporal CLI on PATH (https://docs.temporal.io/cli)");
  }
}
