package assay.activities.store;

import static assay.activities.store.LocalPostgresTest.execute;
import static assay.activities.store.LocalPostgresTest.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user can get wrong is answered with what, where and what to do. */
@Timeout(900)
class LocalPostgresErrorsTest {
  @TempDir Path folder;

  @Test
  void aDiskFullWhileUnpackingNamesTheDisk() throws Exception {
    Path home = smallDisk("20m");
    try {
      assertThatThrownBy(() -> LocalPostgres.start(home))
          .isInstanceOf(CannotStart.class)
          .message()
          .matches(
              "Cannot unpack PostgreSQL into "
                  + home
                  + "/postgresql: no space left on its disk \\(\\d+ MB free\\)\\. Nothing was lost\\. Free some"
                  + " space \\(a new home needs 300 MB\\), or choose a folder on another disk with --home\\.");
      assertThat(home.resolve("postgresql/" + PostgresBinaries.VERSION)).doesNotExist();
    } finally {
      unmount(home);
    }
  }

  @Test
  void aDiskFullWhileMakingTheDatabaseLeavesNoHalfOfIt() throws Exception {
    Path home = smallDisk("85m");
    try {
      assertThatThrownBy(() -> LocalPostgres.start(home))
          .isInstanceOf(CannotStart.class)
          .message()
          .matches(
              "Cannot make the database in "
                  + home
                  + ": no space left on its disk \\(\\d+ MB free\\)\\. Nothing was lost\\. Free some"
                  + " space \\(a new home needs 300 MB\\), or choose a folder on another disk with --home\\.");
      assertThat(home.resolve("data")).doesNotExist();
      assertThat(home.resolve("data.new")).doesNotExist();
    } finally {
      unmount(home);
    }
  }

  @Test
  void aHomeThatIsAFileSaysSo() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> LocalPostgres.start(file))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "Cannot make the folder %s: %s (FileAlreadyExistsException). Check that user %s may write there, or choose another folder with --home.",
            file, file, System.getProperty("user.name"));
  }

  @Test
  void aPlatformWithoutBinariesIsToldWhatElseItCanDo() {
    assertThat(
            PostgresBinaries.noBinaries(
                PostgresBinaries.archiveFor("Windows 11", "amd64"), "Windows 11", "amd64"))
        .isEqualTo(
            "This build has no PostgreSQL for Windows 11 on amd64 (no postgres-windows_11-x86_64.txz in the class path). Build Assay on the machine it is to run on, or use a PostgreSQL server of your own: --db jdbc:postgresql://HOST:5432/DATABASE?user=USER&password=PASSWORD");
  }

  @Test
  void aDatabaseOfAnotherVersionIsLeftAlone() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("PG_VERSION"), "17\n");
    assertThatThrownBy(() -> LocalPostgres.start(folder))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "The database in %s was made by PostgreSQL 17, and this Assay brings PostgreSQL 18, which cannot read it. Use the Assay it was made with, or begin a new home with --home DIR.",
            data.toRealPath());
  }

  @Test
  void aFolderWithSomethingElseIsLeftAlone() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    assertThatThrownBy(() -> LocalPostgres.start(folder))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "%s is not a PostgreSQL data folder of ours (PG_VERSION cannot be read: %s/PG_VERSION). Move it away, or begin a new home with --home DIR.",
            data.toRealPath(), data.toRealPath());
  }

  @Test
  void anOrdinaryUserCannotTakeOverRootsDatabase() throws Exception {
    assumeTrue(new UnixSystem().getUid() == 0, "needs root");
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("PG_VERSION"), "18\n");
    assertThatThrownBy(
            () -> LocalPostgres.start(folder, binaries -> new PostgresIdentity(List.of(), 1234)))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "The database in %s belongs to user 0, and you are user 1234. Run Assay as that user, or make the files yours: chown -R 1234 %s",
            data.toRealPath(), data.toRealPath());
  }

  @Test
  void rootWithoutUserNamespacesRunsItAsNobodyAndBack() throws Exception {
    assumeTrue(new UnixSystem().getUid() == 0, "needs root");
    Path setpriv = Programs.onPath("setpriv").orElseThrow();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (LocalPostgres server =
        LocalPostgres.start(folder, binaries -> PostgresIdentity.nobody(setpriv))) {
      execute(server, "create table note (text text)", "insert into note values ('nobody')");
      assertThat(Folders.owner(Path.of("/proc/" + server.pid()))).isEqualTo(65534);
      assertThat(Folders.owner(folder.resolve("data/PG_VERSION"))).isEqualTo(65534);
    }
    try (LocalPostgres server = LocalPostgres.start(folder)) {
      assertThat(one(server, "select text from note")).isEqualTo("nobody");
    }
  }

  @Test
  void theArchiveIsNamedAfterSystemAndMachine() {
    assertThat(PostgresBinaries.archiveFor("Linux", "amd64"))
        .isEqualTo("/postgres-linux-x86_64.txz");
    assertThat(PostgresBinaries.archiveFor("Linux", "aarch64"))
        .isEqualTo("/postgres-linux-arm_64.txz");
    assertThat(PostgresBinaries.archiveFor("Mac OS X", "x86_64"))
        .isEqualTo("/postgres-darwin-x86_64.txz");
    assertThat(PostgresBinaries.archiveFor("Mac OS X", "aarch64"))
        .isEqualTo("/postgres-darwin-arm_64.txz");
  }

  private Path smallDisk(String size) throws Exception {
    Path home = Files.createDirectories(folder.toRealPath().resolve("small"));
    boolean mounted =
        new UnixSystem().getUid() == 0
            && Programs.run(
                    List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", home.toString()),
                    folder)
                .succeeded();
    assumeTrue(mounted, "needs root that may mount a small disk");
    return home;
  }

  private void unmount(Path home) {
    Programs.run(List.of("umount", home.toString()), folder);
  }
}
