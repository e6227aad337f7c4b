package assay.workers.cli.doctor;

import assay.workers.cli.doctor.Check.Status;
import assay.workers.embedded.DeskFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at everything Assay stands on, and says what to do where something is missing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks what Assay stands on: JDK, disk, ports, PostgreSQL, Temporal, model servers, sign-in.",
      "Exit code 1 when something must be mended first."
    })
public final class DoctorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:ASSAY_HOME:-.assay}",
      description = "where the embedded data is or will be (default: ASSAY_HOME, else ./.assay)")
  private Path home = Path.of(".assay");

  @Option(
      names = "--port",
      defaultValue = "8321",
      description = "the desk's port (default: ${DEFAULT-VALUE})")
  private int port = 8321;

  @Option(
      names = "--db",
      paramLabel = "URL",
      defaultValue = "${env:ASSAY_DATABASE_URL}",
      description = "a PostgreSQL of your own, in place of the embedded one")
  private @Nullable String database;

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:ASSAY_TEMPORAL_ADDRESS}",
      description = "a Temporal server of your own")
  private @Nullable String temporal;

  @Option(
      names = "--model",
      paramLabel = "URL",
      description = "a model server, as in a spec; may be given several times")
  private List<String> models = new ArrayList<>();

  @Option(names = "--json", description = "one JSON document on stdout")
  private boolean json;

  /** The document of {@code --json}. */
  record Report(boolean ok, List<Check> checks) {}

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Check> checks = new ArrayList<>();
    // As each is known: starting a PostgreSQL takes a few seconds.
    Consumer<Check> report = json ? checks::add : check -> print(check, checks, out);
    all().forEach(check -> report.accept(check.get()));
    Doctor.provider(System.getenv()).ifPresent(report);
    boolean ok = checks.stream().noneMatch(check -> check.status() == Status.FAIL);
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(new Report(ok, checks)));
    }
    out.flush();
    return ok ? 0 : 1;
  }

  private List<Supplier<Check>> all() {
    Optional<DeskFile> desk = DeskFile.read(home).filter(DoctorCommand::runs);
    List<Supplier<Check>> all = new ArrayList<>();
    all.add(
        () ->
            Doctor.jdk(
                Runtime.version().feature(),
                Runtime.version().toString(),
                System.getProperty("java.home")));
    all.add(() -> Doctor.disk(home));
    all.add(() -> Doctor.port(port, desk));
    String url = database;
    all.add(() -> url == null ? Doctor.embeddedPostgres(home, desk) : Doctor.externalPostgres(url));
    String target = temporal;
    all.add(() -> target == null ? Doctor.temporalProgram() : Doctor.externalTemporal(target));
    models.forEach(model -> all.add(() -> Doctor.model(model)));
    return all;
  }

  /** A killed {@code up} leaves its file behind. */
  private static boolean runs(DeskFile desk) {
    return ProcessHandle.of(desk.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void print(Check check, List<Check> checks, PrintWriter out) {
    checks.add(check);
    String word = check.status().name().toLowerCase(Locale.ROOT);
    out.printf("%-5s %-11s %s%n", word, check.name(), check.detail());
    if (!check.whatToDo().isEmpty()) {
      out.printf("%-5s %-11s → %s%n", "", "", check.whatToDo());
    }
    out.flush();
  }
}
