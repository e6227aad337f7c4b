package assay.workers.cli;

import assay.activities.desk.Accounts;
import assay.activities.export.Exporter;
import assay.activities.store.CannotStart;
import assay.activities.store.Database;
import assay.domain.Tier;
import assay.domain.cost.EstimateTable;
import assay.domain.spec.InvalidInput;
import assay.workers.control.CampaignService;
import assay.workers.control.CampaignStatus;
import assay.workers.demo.DemoByHand;
import assay.workers.demo.DemoSpec;
import assay.workers.demo.DemoSummary;
import assay.workers.demo.Recount;
import assay.workers.demo.SimulatedModels;
import assay.workers.demo.SimulatedPeople;
import assay.workers.demo.SimulatedPeople.Kind;
import assay.workers.demo.SimulatedPeople.Person;
import assay.workers.up.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole lifecycle in a few minutes, with models and people that are simulated and say so. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a small campaign from prompts to a verified dataset, in a few minutes.",
      "Models and annotators are simulated; PostgreSQL, Temporal and the desk are real."
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private static final int TRAINED = 4;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "assay-demo",
      description = "where the dataset is written (default: ./assay-demo)")
  private Path out = Path.of("assay-demo");

  @Option(names = "--serve", description = "leaves the desk open for labeling by hand")
  private boolean serve;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "the desk's port (default: a free one)")
  private int port;

  @Override
  public Integer call() throws IOException, InvalidInput, InterruptedException {
    Path folder = out.toAbsolutePath().normalize();
    Files.createDirectories(folder);
    Path home = Files.createTempDirectory("assay-demo-");
    say("Starting a real PostgreSQL and a real Temporal in " + home + " …");
    Running running = new Running(home, port);
    Thread stop = new Thread(running::close, "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return run(running, folder, home);
    } finally {
      running.close();
    }
  }

  /** The stack and the simulated world around it, stopped once, the world first. */
  private static final class Running implements AutoCloseable {
    final Path home;
    final Stack stack;
    final SimulatedModels models;
    private boolean closed;

    Running(Path home, int port) {
      this.home = home;
      this.models = SimulatedModels.start();
      try {
        this.stack = Stack.start(new Stack.Settings(home, port, null, null), DemoCommand::say);
      } catch (RuntimeException e) {
        models.close();
        throw e;
      }
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        stack.close();
        models.close();
        delete(home);
      }
    }
  }

  private int run(Running running, Path folder, Path home)
      throws IOException, InvalidInput, InterruptedException {
    Stack stack = running.stack;
    say("The desk is at " + stack.url() + ".");
    say(
        "SIMULATED: three models at "
            + running.models.url()
            + ", "
            + TRAINED
            + " annotators and one expert over the desk's REST API.");
    Path written =
        DemoSpec.write(Files.createDirectories(folder.resolve("input")), running.models.url());
    try (Database database = Database.connect(stack.file().databaseUrl(), 2)) {
      int code = simulate(stack, database, written, folder);
      // The simulated people have gone, or they would take the pairs meant for the user.
      if (serve && code == Failures.DONE) {
        labelByHand(stack, database, home);
      }
      return code;
    }
  }

  /** The whole lifecycle, with people who go home at its end. */
  private int simulate(Stack stack, Database database, Path written, Path folder)
      throws IOException, InvalidInput, InterruptedException {
    try (SimulatedPeople people = SimulatedPeople.start(stack.url(), hire(database))) {
      CampaignService campaigns = stack.services().control();
      Instant began = Instant.now();
      CampaignService.Start start = campaigns.start(written);
      start.warnings().forEach(DemoCommand::say);
      out().print(EstimateTable.of(start.estimate()));
      out().flush();
      CampaignStatus status = new Watching(campaigns, err()).untilOver(start.name());
      if (!status.status().equals("completed")) {
        say("The demo campaign is " + status.status() + ": " + status.reason());
        return Failures.FAILED;
      }
      Path dataset = folder.resolve("dataset");
      new Exporter(database.jdbi())
          .campaign(stack.services().campaigns().get(start.name()), dataset, rows -> {});
      say("The simulated people gave " + people.counts().accepted() + " answers.");
      Duration took = Duration.between(began, Instant.now());
      out().println();
      out()
          .print(
              DemoSummary.text(
                  new DemoSummary.Outcome(start.name(), took, costs(status)), dataset));
      out().flush();
      return Recount.of(dataset).mismatches().isEmpty() ? Failures.DONE : Failures.FAILED;
    }
  }

  private static Map<String, BigDecimal> costs(CampaignStatus status) {
    Map<String, BigDecimal> costs = new LinkedHashMap<>();
    costs.put("people", status.cost().peopleUsd());
    costs.put("models", status.cost().modelsUsd());
    return costs;
  }

  private static List<Person> hire(Database database) {
    Accounts accounts = new Accounts(database.jdbi());
    List<Person> people = new ArrayList<>();
    for (int i = 1; i <= TRAINED; i++) {
      String token =
          accounts.addAnnotator("simulated-" + i, Tier.TRAINED, List.of(), List.of()).token();
      people.add(new Person("simulated-" + i, i == TRAINED ? Kind.CARELESS : Kind.TRAINED, token));
    }
    String token =
        accounts.addAnnotator("simulated-expert", Tier.EXPERT, List.of(), List.of()).token();
    people.add(new Person("simulated-expert", Kind.EXPERT, token));
    return people;
  }

  private void labelByHand(Stack stack, Database database, Path home)
      throws IOException, InvalidInput, InterruptedException {
    stack.services().control().start(DemoByHand.write(home.resolve("by-hand")));
    String token =
        new Accounts(database.jdbi())
            .addAnnotator("you", Tier.TRAINED, List.of(), List.of())
            .token();
    out().println();
    out().println("Label by hand: open " + stack.url() + " and sign in with the token");
    out().println("  " + token);
    out().println("Ctrl-C ends the demo.");
    out().flush();
    new CountDownLatch(1).await();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private static void say(String text) {
    System.err.println(text);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new CannotStart(
          "Cannot remove " + folder + ": " + e.getMessage() + ". Remove it by hand.", e);
    }
  }
}
