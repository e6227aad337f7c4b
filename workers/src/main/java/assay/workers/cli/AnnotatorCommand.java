package assay.workers.cli;

import assay.activities.desk.Account;
import assay.activities.desk.Accounts;
import assay.activities.store.Json;
import assay.domain.Tier;
import assay.domain.Wire;
import assay.workers.up.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The people who label. */
@Command(
    name = "annotator",
    mixinStandardHelpOptions = true,
    description = "The people who label.",
    subcommands = {
      AnnotatorCommand.AddCommand.class,
      AnnotatorCommand.ListCommand.class,
      AnnotatorStateCommands.Suspend.class,
      AnnotatorStateCommands.Reinstate.class,
      AnnotatorStateCommands.RotateToken.class,
      AnnotatorStateCommands.Bonus.class
    })
final class AnnotatorCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name what to do: add, list, suspend, reinstate, rotate-token or bonus.");
  }

  private static String tier(Account account) {
    return Wire.name(Objects.requireNonNull(account.tier()));
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds people; prints a JSON line each, the only sight of the token.")
  static final class AddCommand extends Connected {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "unique; with --count NAME-1, NAME-2, …")
    private String name = "";

    @Option(
        names = "--tier",
        required = true,
        paramLabel = "TIER",
        description = "crowd, trained, expert or domain_specialist")
    private String tier = "";

    @Option(
        names = "--specialization",
        paramLabel = "DOMAIN",
        description = "may be given several times")
    private List<String> specializations = new ArrayList<>();

    @Option(
        names = "--language",
        paramLabel = "LANGUAGE",
        description = "may be given several times")
    private List<String> languages = new ArrayList<>();

    @Option(names = "--count", paramLabel = "N", description = "how many people")
    private @Nullable Integer count;

    /** A line of stdout. */
    record Line(int id, String name, String tier, String token) {}

    @Override
    int run(Services services) {
      Tier level =
          Wire.parse(Tier.class, tier)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "--tier must be one of %s, not '%s'."
                              .formatted(String.join(", ", Wire.names(Tier.class)), tier)));
      if (count != null && (count < 1 || count > 10_000)) {
        throw new ParameterException(
            spec.commandLine(), "--count must be from 1 to 10000, not " + count + ".");
      }
      Accounts accounts = new Accounts(services.jdbi());
      for (String each : names()) {
        Accounts.Added added = accounts.addAnnotator(each, level, specializations, languages);
        Account account = added.account();
        out()
            .println(
                Json.write(new Line(account.id(), account.name(), tier(account), added.token())));
      }
      return Failures.DONE;
    }

    private List<String> names() {
      if (count == null) {
        return List.of(name);
      }
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        names.add(name + "-" + i);
      }
      return names;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists everybody who labels.")
  static final class ListCommand extends Connected {
    @Option(names = "--json", description = "one JSON document on stdout")
    private boolean json;

    /** An element of the document. */
    record Person(
        int id,
        String name,
        String tier,
        List<String> specializations,
        List<String> languages,
        boolean active) {}

    @Override
    int run(Services services) throws Exception {
      List<Person> people =
          new Accounts(services.jdbi())
              .annotators().stream()
                  .map(
                      a ->
                          new Person(
                              a.id(),
                              a.name(),
                              tier(a),
                              a.specializations(),
                              a.languages(),
                              a.active()))
                  .toList();
      if (json) {
        json(people);
      } else if (people.isEmpty()) {
        out().println("Nobody yet; add people with: ./assay annotator add NAME --tier trained");
      } else {
        for (Person p : people) {
          out()
              .println(
                  "%-4d %-24s %-18s %s%s"
                      .formatted(
                          p.id(),
                          p.name(),
                          p.tier(),
                          p.active() ? "active" : "suspended",
                          listed(p)));
        }
      }
      return Failures.DONE;
    }

    private static String listed(Person person) {
      List<String> all = new ArrayList<>(person.specializations());
      all.addAll(person.languages());
      return all.isEmpty() ? "" : " (" + String.join(", ", all) + ")";
    }
  }
}
