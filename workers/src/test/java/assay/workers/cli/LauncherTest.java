package assay.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.store.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./assay} with a JDK and a Maven that only say how they were called. */
@Timeout(600)
class LauncherTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;
  private Path root;
  private Path path;

  private record Result(int exit, String out, String err) {}

  @BeforeEach
  void repositoryWithoutAJdk() throws IOException {
    root = Files.createDirectories(folder.toRealPath().resolve("the #1 & only repository"));
    copy("assay");
    copy("launcher/find-jdk.sh");
    for (String module : List.of("domain", "workflows", "activities", "workers")) {
      Files.createDirectories(root.resolve(module).resolve("src/main/java"));
      Files.writeString(root.resolve(module).resolve("pom.xml"), "");
    }
    Files.writeString(root.resolve("pom.xml"), "");
    path = Files.createDirectories(folder.resolve("bin"));
    for (String tool :
        List.of(
            "sh",
            "sed",
            "grep",
            "find",
            "head",
            "tail",
            "dirname",
            "readlink",
            "mkdir",
            "cp",
            "mv",
            "rm",
            "cat",
            "date",
            "sleep",
            "flock",
            "perl",
            "touch")) {
      Programs.onPath(tool).ifPresent(program -> link(program, path.resolve(tool)));
    }
  }

  @Test
  void withoutAJdkItSaysWhereItLookedAndWhatToInstall() throws Exception {
    Path old = jdk("17.0.9");
    Result result = run(folder, root.resolve("assay"), "JAVA_HOME=" + old);
    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                "",
                """
                assay: needs a JDK of version 21 or newer, and found none in ASSAY_JAVA_HOME, JAVA_HOME, PATH,
                /usr/lib/jvm, SDKMAN or macOS's java_home. Too old:
                  Java 17 in %s

                Install one (Debian, Ubuntu: apt-get install openjdk-21-jdk; macOS: brew install openjdk;
                anywhere: https://adoptium.net), or point ASSAY_JAVA_HOME at one you have.
                """
                    .formatted(old)));
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    Result result = run(folder, root.resolve("assay"), "JAVA_HOME=" + jdk("21.0.1"));
    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                "",
                """
                assay: is not built yet, and Maven (mvn, 3.8 or newer) is not on PATH.
                Install it (Debian, Ubuntu: apt-get install maven; macOS: brew install maven; anywhere:
                https://maven.apache.org/install.html) and run the same command again.
                """));
  }

  @Test
  void buildsOnceThenRunsInTheCallersFolder() throws Exception {
    maven(0);
    Path link = Files.createSymbolicLink(folder.resolve("a link"), root.resolve("assay"));
    Path caller = Files.createDirectories(folder.resolve("caller"));
    Result first = run(caller, link, "JAVA_HOME=" + jdk("25.0.3"), "x", "two words");
    assertThat(first.err())
        .isEqualTo(
            """
            assay: building (first use, a few minutes with downloads; log: %s/target/launcher/build.log)
            assay: built
            """
                .formatted(root));
    assertThat(first.out())
        .startsWith("in " + caller.toRealPath() + "\n--enable-native-access=ALL-UNNAMED\n")
        .contains("\n--sun-misc-unsafe-memory-access=allow\n")
        .contains(":" + root + "/workers/target/assay/lib/one.jar\n")
        .endsWith("\nassay.workers.cli.Main\nx\ntwo words\n");
    assertThat(first.exit()).isEqualTo(7);

    Result second = run(caller, link, "ASSAY_JAVA_HOME=" + jdk("21"), "x");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).doesNotContain("unsafe").endsWith("Main\nx\n");
  }

  @Test
  void buildsAgainWhenASourceIsNewerAndKeepsTheJarsOfWhatStillRuns() throws Exception {
    maven(0);
    String java = "JAVA_HOME=" + jdk("21");
    run(folder, root.resolve("assay"), java);
    Path changed = Files.writeString(root.resolve("domain/src/main/java/New.java"), "");
    Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(run(folder, root.resolve("assay"), java).err())
        .startsWith("assay: building (sources changed; log: ");
    try (Stream<Path> kept = Files.list(root.resolve("workers/target/assay"))) {
      assertThat(kept.filter(entry -> entry.getFileName().toString().startsWith("app-")))
          .hasSize(2);
    }
  }

  @Test
  void aFailedBuildShowsItsEndAndIsTriedAgain() throws Exception {
    maven(1);
    String java = "JAVA_HOME=" + jdk("21");
    Result failed = run(folder, root.resolve("assay"), java);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .endsWith(
            "maven was here\nassay: the build failed; the whole log is %s/target/launcher/build.log\n"
                .formatted(root));
    maven(0);
    assertThat(run(folder, root.resolve("assay"), java).exit()).isEqualTo(7);
  }

  @Test
  void twoFirstUsesBuildOnce() throws Exception {
    maven(0);
    String java = "JAVA_HOME=" + jdk("21");
    Process one = start(folder, root.resolve("assay"), "one", java);
    Process other = start(folder, root.resolve("assay"), "other", java);
    assertThat(List.of(one.waitFor(), other.waitFor())).containsExactly(7, 7);
    assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(1);
  }

  private Result run(Path caller, Path script, String variable, String... arguments)
      throws Exception {
    Process process = start(caller, script, "run", variable, arguments);
    int exit = process.waitFor();
    return new Result(exit, read("run.out"), read("run.err"));
  }

  private Process start(Path caller, Path script, String name, String variable, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(caller.toFile())
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    int equals = variable.indexOf('=');
    builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    return builder.start();
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
  }

  /** A JDK whose java prints its folder and arguments and ends with 7. */
  private Path jdk(String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk-" + version));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    program(home.resolve("bin/javac"), "");
    program(home.resolve("bin/java"), "echo \"in $(pwd)\"; printf '%s\\n' \"$@\"; exit 7");
    return home;
  }

  private void maven(int exit) throws IOException {
    program(
        path.resolve("mvn"),
        """
        echo "maven was here"
        echo build >> builds
        mkdir -p workers/target/assay/lib
        echo lib/one.jar > workers/target/assay/classpath
        for module in domain workflows activities workers; do
          mkdir -p $module/target
          echo > $module/target/assay-$module.jar
        done
        sleep 1
        exit %d
        """
            .formatted(exit));
  }

  private static void program(Path file, String script) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** As it is, but with no folder where this machine's own JDKs are. */
  private void copy(String file) throws IOException {
    Path target = root.resolve(file);
    Files.createDirectories(target.resolveSibling(""));
    String text = Files.readString(REPOSITORY.resolve(file));
    String elsewhere =
        file.endsWith(".sh") ? text.replaceAll(" /(usr|opt|Library)/", " /nowhere/$1/") : text;
    Files.writeString(target, elsewhere);
    assertThat(target.toFile().setExecutable(true)).isTrue();
  }

  private static void link(Path program, Path name) {
    try {
      Files.createSymbolicLink(name, program.toRealPath());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
