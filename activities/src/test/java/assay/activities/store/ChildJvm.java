package assay.activities.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with the class path of this one, to be killed by a test. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts it as the leader of a session of its own, as a terminal's foreground job would be. */
  public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    return start(256, main, arguments);
  }

  /** The same with so many megabytes of heap at most. */
  public static ChildJvm start(int megabytes, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add("setsid");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + megabytes + "m");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The next line it prints that begins with this word, without the word. */
  public String await(String word) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      }
    }
    throw new IOException("it ended without saying " + word);
  }

  public long pid() {
    return process.pid();
  }

  /** What Ctrl-C on a terminal sends, to the whole group. */
  public void interruptGroup() throws IOException, InterruptedException {
    signal("INT", -process.pid());
  }

  /** {@code kill -9} of the whole group. */
  public void killGroup() throws IOException, InterruptedException {
    signal("KILL", -process.pid());
    awaitEnd();
  }

  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("process " + process.pid() + " did not end");
    }
    return process.exitValue();
  }

  /** Sends a signal to a process, or to a group when the id is negative. */
  public static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "--", String.valueOf(pid)).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
