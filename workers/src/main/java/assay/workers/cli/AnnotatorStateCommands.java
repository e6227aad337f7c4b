package assay.workers.cli;

import assay.activities.desk.Account;
import assay.activities.desk.Accounts;
import assay.activities.desk.Bonuses;
import assay.activities.desk.Suspending;
import assay.activities.store.Json;
import assay.workers.up.Services;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a manager does about one annotator; each prints one JSON line. */
final class AnnotatorStateCommands {
  private AnnotatorStateCommands() {}

  /** A line of stdout. */
  record State(int id, String name, boolean active) {
    static String line(Account account) {
      return Json.write(new State(account.id(), account.name(), account.active()));
    }
  }

  /** A line of stdout with the one sight of a token. */
  record Token(int id, String name, String token) {}

  @Command(
      name = "suspend",
      mixinStandardHelpOptions = true,
      description =
          "Stops a person and voids their judgments in running campaigns; what they did stays"
              + " paid.")
  static final class Suspend extends Connected {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--reason", paramLabel = "WORDS", description = "what the person is told")
    private String reason = "";

    @Override
    int run(Services services) {
      Accounts accounts = new Accounts(services.jdbi());
      new Suspending(services.jdbi()).suspend(accounts.annotator(name).id(), reason);
      out().println(State.line(accounts.annotator(name)));
      return Failures.DONE;
    }
  }

  @Command(
      name = "reinstate",
      mixinStandardHelpOptions = true,
      description =
          "Lets a suspended or paused person work again; gold begins anew, voided work stays void.")
  static final class Reinstate extends Connected {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    int run(Services services) {
      Accounts accounts = new Accounts(services.jdbi());
      new Suspending(services.jdbi()).reinstate(accounts.annotator(name).id());
      out().println(State.line(accounts.annotator(name)));
      return Failures.DONE;
    }
  }

  @Command(
      name = "bonus",
      mixinStandardHelpOptions = true,
      description = "Pays a person something extra for their work in a campaign.")
  static final class Bonus extends Connected {
    @Parameters(index = "0", paramLabel = "NAME")
    private String name = "";

    @Parameters(index = "1", paramLabel = "USD", description = "US dollars and cents")
    private BigDecimal usd = BigDecimal.ZERO;

    @Option(names = "--campaign", required = true, paramLabel = "NAME")
    private String campaign = "";

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "WORDS",
        description = "what it is for")
    private String reason = "";

    @Option(
        names = "--key",
        paramLabel = "KEY",
        description = "your own name for it: the same again is paid once")
    private @Nullable String key;

    @Override
    int run(Services services) {
      int annotator = new Accounts(services.jdbi()).annotator(name).id();
      out()
          .println(
              Json.write(
                  new Bonuses(services.jdbi()).give(campaign, annotator, usd, reason, key, null)));
      return Failures.DONE;
    }
  }

  @Command(
      name = "rotate-token",
      mixinStandardHelpOptions = true,
      description = "Replaces a lost token; prints the new one, its only sight.")
  static final class RotateToken extends Connected {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    int run(Services services) {
      Accounts accounts = new Accounts(services.jdbi());
      Accounts.Added added = accounts.rotateToken(accounts.annotator(name).name());
      out().println(Json.write(new Token(added.account().id(), name, added.token())));
      return Failures.DONE;
    }
  }
}
