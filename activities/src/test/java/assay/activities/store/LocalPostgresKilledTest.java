package assay.activities.store;

import static assay.activities.store.LocalPostgresTest.execute;
import static assay.activities.store.LocalPostgresTest.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is killed, what was committed is there, and the next start works. */
@Timeout(900)
class LocalPostgresKilledTest {
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir Path home;

  @BeforeEach
  void shareUnpackedPostgres() {
    TestHome.withUnpackedPostgres(home);
  }

  @AfterEach
  void leaveWhatIsShared() throws IOException {
    Files.delete(home.resolve("postgresql"));
  }

  @Test
  void killingTheJvmStopsTheServerAndLosesNothing() throws Exception {
    assumeTrue(Programs.onPath("setpriv").isPresent(), "needs setpriv of util-linux");
    try (ChildJvm child = ChildJvm.start(PostgresHolder.class, home.toString())) {
      long postgres = Long.parseLong(child.await("postgres"));
      child.killGroup();
      assertThat(Patience.until(SOON, () -> isGone(postgres))).isTrue();
    }
    try (LocalPostgres server = LocalPostgres.start(home)) {
      assertThat(one(server, "select string_agg(text, ' ') from note")).isEqualTo("written");
    }
    assertThat(Files.readString(home.resolve("logs/postgresql.log")))
        .contains("received fast shutdown request");
  }

  @Test
  void killingBothAtOnceLosesNothing() throws Exception {
    try (ChildJvm child = ChildJvm.start(PostgresHolder.class, home.toString())) {
      long postgres = Long.parseLong(child.await("postgres"));
      ChildJvm.signal("KILL", postgres);
      child.killGroup();
    }
    try (LocalPostgres server = LocalPostgres.start(home)) {
      assertThat(one(server, "select string_agg(text, ' ') from note")).isEqualTo("written");
    }
  }

  @Test
  void theTerminalsInterruptReachesTheJvmAloneWhichDrainsFirst() throws Exception {
    assumeTrue(hearsInterrupts(), "run in the background, where programs ignore the interrupt");
    try (ChildJvm child = ChildJvm.start(PostgresHolder.class, home.toString())) {
      long postgres = Long.parseLong(child.await("postgres"));
      child.interruptGroup();
      assertThat(child.await("drained")).isEqualTo("well");
      child.awaitEnd();
      assertThat(isGone(postgres)).isTrue();
    }
    try (LocalPostgres server = LocalPostgres.start(home)) {
      assertThat(one(server, "select string_agg(text, ' ') from note"))
          .isEqualTo("written drained");
    }
  }

  @Test
  void anEarlierServerThatStillRunsIsStopped() throws Exception {
    try (LocalPostgres first = LocalPostgres.start(home)) {
      execute(first, "create table note (text text)", "insert into note values ('first')");
      try (LocalPostgres second = LocalPostgres.start(home)) {
        assertThat(isGone(first.pid())).isTrue();
        assertThat(one(second, "select text from note")).isEqualTo("first");
      }
    }
  }

  @Test
  void aLockFileWithAnotherProgramsIdIsStale() throws Exception {
    LocalPostgres.start(home).close();
    Process other = new ProcessBuilder("sleep", "300").start();
    try {
      writeLockFile(other.pid());
      LocalPostgres.start(home).close();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aLockFileWithAZombiesIdIsStale() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc");
    LocalPostgres.start(home).close();
    // The shell becomes sleep, which never asks for the exit code of the child it inherits. The
    // child is killed after that, as a shell may ask before.
    Process parent = new ProcessBuilder("sh", "-c", "sleep 300 & echo $!; exec sleep 300").start();
    try {
      long zombie = Long.parseLong(parent.inputReader().readLine());
      assertThat(Patience.until(SOON, () -> name(parent.pid()).equals("sleep"))).isTrue();
      ChildJvm.signal("KILL", zombie);
      assertThat(Patience.until(SOON, () -> LeftoverPostgres.isZombie(zombie))).isTrue();
      writeLockFile(zombie);
      LocalPostgres.start(home).close();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void anEmptyLockFileIsStale() throws Exception {
    LocalPostgres.start(home).close();
    Files.writeString(home.resolve("data/postmaster.pid"), "");
    LocalPostgres.start(home).close();
  }

  @Test
  void anInterruptedFirstStartIsBegunAnew() throws Exception {
    Files.createDirectories(home.resolve("data.new/cluster/base"));
    Files.writeString(home.resolve("data.new/cluster/PG_VERSION"), "18\n");
    try (LocalPostgres server = LocalPostgres.start(home)) {
      assertThat(one(server, "select 1")).isEqualTo("1");
    }
    assertThat(home.resolve("data.new")).doesNotExist();
  }

  private void writeLockFile(long pid) throws Exception {
    Path data = home.toRealPath().resolve("data");
    Files.write(
        data.resolve("postmaster.pid"),
        List.of(
            String.valueOf(pid), data.toString(), "1700000000", "5432", "", "127.0.0.1", "", ""));
  }

  /** What a process runs now. */
  private static String name(long pid) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "comm")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isGone(long pid) {
    return ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true)
        || LeftoverPostgres.isZombie(pid);
  }

  /**
   * A shell without job control starts background jobs with SIGINT ignored, and so their children.
   */
  private static boolean hearsInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return true;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .noneMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}
