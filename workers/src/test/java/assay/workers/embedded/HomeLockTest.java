package assay.workers.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.store.CannotStart;
import assay.activities.store.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(900)
class HomeLockTest {
  private static final DeskFile DESK =
      new DeskFile("http://127.0.0.1:8321", "secret", "jdbc:x", "127.0.0.1:7233", 4711);

  @TempDir Path home;

  /** Another {@code up}: takes the home, says where its desk is, and stays. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      Path home = Path.of(arguments[0]);
      HomeLock.acquire(home);
      DESK.write(home);
      System.out.println("holding it");
      Thread.sleep(600_000);
    }
  }

  @Test
  void theSecondOneLearnsWhereTheFirstOneIs() throws Exception {
    try (ChildJvm first = ChildJvm.start(Holder.class, home.toString())) {
      first.await("holding");
      assertThatThrownBy(() -> HomeLock.acquire(home))
          .isInstanceOf(CannotStart.class)
          .hasMessage(
              "Assay is already up on %s: http://127.0.0.1:8321 (process 4711). Use that one, stop it with Ctrl-C or kill 4711, or choose another home with --home.",
              home);
      assertThat(DeskFile.read(home)).contains(DESK);
    }
  }

  @Test
  void aKilledOneHoldsNothing() throws Exception {
    try (ChildJvm first = ChildJvm.start(Holder.class, home.toString())) {
      first.await("holding");
      first.killGroup();
    }
    try (HomeLock mine = HomeLock.acquire(home)) {
      assertThat(mine).isNotNull();
      assertThat(DeskFile.read(home)).isEmpty();
    }
  }

  @Test
  void oneThatIsJustStartingIsNamedAsSuch() {
    try (HomeLock first = HomeLock.acquire(home)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> HomeLock.acquire(home))
          .isInstanceOf(CannotStart.class)
          .hasMessage(
              "Another assay up is just starting or stopping on %s. Wait a moment, or choose another home with --home.",
              home);
    }
  }

  @Test
  void theDeskFileIsForItsOwnerOnlyAndGoesWithTheLock() throws Exception {
    try (HomeLock mine = HomeLock.acquire(home)) {
      assertThat(mine).isNotNull();
      DESK.write(home);
      Path file = home.resolve("desk.json");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(file))
          .isEqualTo(
              """
              {
                "url" : "http://127.0.0.1:8321",
                "admin_token" : "secret",
                "database_url" : "jdbc:x",
                "temporal_target" : "127.0.0.1:7233",
                "pid" : 4711
              }
              """);
    }
    assertThat(DeskFile.read(home)).isEqualTo(Optional.empty());
  }

  @Test
  void aDamagedDeskFileSaysWhatToDo() throws Exception {
    Files.writeString(home.resolve("desk.json"), "{");
    assertThatThrownBy(() -> DeskFile.read(home))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith(home.resolve("desk.json") + " is damaged: ")
        .hasMessageEndingWith("Stop assay up and start it again; it writes a new one.");
  }

  @Test
  void aHomeThatCannotBeMadeSaysWhy() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "");
    assertThatThrownBy(() -> HomeLock.acquire(file))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "Cannot use %s as the home: %s (FileAlreadyExistsException). Check that user %s may write there, or choose another folder with --home.",
            file, file, System.getProperty("user.name"));
  }
}
