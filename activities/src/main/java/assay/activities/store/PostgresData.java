package assay.activities.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The data folder of a local server: made once, whole or not at all, with its password inside. */
record PostgresData(Path folder, PostgresLog log, String password) {
  private static final String PASSWORD_FILE = "assay.password";
  private static final int PASSWORD_BYTES = 24;
  private static final int READY_LINE = 7;

  static PostgresData in(Path home, PostgresBinaries binaries, PostgresIdentity identity) {
    Path folder = home.resolve("data");
    PostgresLog log = PostgresLog.in(home);
    if (!Files.exists(folder)) {
      initialize(home, folder, binaries, identity);
    }
    checkVersion(folder);
    checkOwner(folder, identity);
    return new PostgresData(folder, log, readPassword(folder));
  }

  /** Whether the server with this process id accepts connections, by its own status line. */
  boolean isReady(long pid) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("postmaster.pid"));
      return lines.size() > READY_LINE
          && lines.get(0).strip().equals(String.valueOf(pid))
          && lines.get(READY_LINE).strip().equals("ready");
    } catch (IOException e) {
      return false;
    }
  }

  /** Under another name first: an interrupted initdb must not look like a database. */
  private static void initialize(
      Path home, Path folder, PostgresBinaries binaries, PostgresIdentity identity) {
    Path fresh = home.resolve("data.new");
    Path cluster = fresh.resolve("cluster");
    Path password = fresh.resolve(PASSWORD_FILE);
    try {
      if (Files.exists(fresh)) {
        Folders.delete(fresh);
      }
      Files.createDirectory(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.createFile(
          password,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(password, newPassword());
      if (Folders.owner(fresh) != identity.uid()) {
        Folders.handTo(identity.uid(), fresh);
      }
      initdb(home, cluster, password, binaries, identity);
      Files.move(password, cluster.resolve(PASSWORD_FILE), StandardCopyOption.ATOMIC_MOVE);
      Folders.sync(cluster);
      Files.move(cluster, folder, StandardCopyOption.ATOMIC_MOVE);
      Folders.sync(home);
    } catch (IOException e) {
      throw Folders.cannotWrite("make the database in " + home, home, e);
    } finally {
      Folders.deleteQuietly(fresh);
    }
  }

  private static void initdb(
      Path home,
      Path cluster,
      Path password,
      PostgresBinaries binaries,
      PostgresIdentity identity) {
    Programs.Outcome outcome =
        Programs.run(
            identity.command(
                List.of(
                    binaries.program("initdb"),
                    "-D",
                    cluster.toString(),
                    "-U",
                    LocalPostgres.USER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8")),
            binaries.folder());
    if (outcome.succeeded()) {
      return;
    }
    if (outcome.output().contains("No space left on device")) {
      throw new CannotStart(Folders.diskFull("make the database in " + home, home));
    }
    throw new CannotStart(
        "PostgreSQL could not make its database in %s:\n%s"
            .formatted(home, outcome.output().indent(2).stripTrailing()));
  }

  private static void checkVersion(Path folder) {
    String ours = PostgresBinaries.VERSION.replaceAll("\\..*", "");
    try {
      String theirs = Files.readString(folder.resolve("PG_VERSION")).strip();
      if (!theirs.equals(ours)) {
        throw new CannotStart(
            "The database in %s was made by PostgreSQL %s, and this Assay brings PostgreSQL %s, which cannot read it. Use the Assay it was made with, or begin a new home with --home DIR."
                .formatted(folder, theirs, ours));
      }
    } catch (IOException e) {
      throw new CannotStart(
          "%s is not a PostgreSQL data folder of ours (PG_VERSION cannot be read: %s). Move it away, or begin a new home with --home DIR."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Root may have run it one way before and another way now; anybody else cannot take it over. */
  private static void checkOwner(Path folder, PostgresIdentity identity) {
    int owner = Folders.owner(folder);
    if (owner == identity.uid()) {
      return;
    }
    if (identity.prefix().isEmpty()) {
      throw new CannotStart(
          "The database in %s belongs to user %d, and you are user %d. Run Assay as that user, or make the files yours: chown -R %d %s"
              .formatted(folder, owner, identity.uid(), identity.uid(), folder));
    }
    Folders.handTo(identity.uid(), folder);
  }

  private static String readPassword(Path folder) {
    Path file = folder.resolve(PASSWORD_FILE);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CannotStart(
          "The database's password cannot be read from %s: %s. It was written when the database was made; restore it from a backup."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
  }
}
