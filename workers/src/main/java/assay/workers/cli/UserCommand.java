package assay.workers.cli;

import assay.activities.desk.Account;
import assay.activities.desk.Accounts;
import assay.activities.desk.Role;
import assay.activities.store.Json;
import assay.domain.Wire;
import assay.workers.up.Services;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The people who run campaigns or look at them. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "The people who run campaigns or look at them.",
    subcommands = {UserCommand.AddCommand.class, UserCommand.RotateTokenCommand.class})
final class UserCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to do: add or rotate-token.");
  }

  /** A line of stdout with the one sight of a token. */
  record Line(int id, String name, String role, String token) {
    static String of(Accounts.Added added) {
      Account account = added.account();
      return Json.write(
          new Line(account.id(), account.name(), Wire.name(account.role()), added.token()));
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds somebody; prints a JSON line, the only sight of the token.")
  static final class AddCommand extends Connected {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "unique")
    private String name = "";

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = {
          "manager (runs campaigns), auditor (looks at everything, by pseudonyms) or admin (both)"
        })
    private String role = "";

    @Override
    int run(Services services) {
      Optional<Role> known = Wire.parse(Role.class, role).filter(each -> each != Role.ANNOTATOR);
      if (known.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "--role must be one of manager, auditor, admin, not '%s'; people who label are added with: ./assay annotator add"
                .formatted(role));
      }
      out().println(Line.of(new Accounts(services.jdbi()).addUser(name, known.get())));
      return Failures.DONE;
    }
  }

  @Command(
      name = "rotate-token",
      mixinStandardHelpOptions = true,
      description = "Replaces a lost token; prints the new one, its only sight.")
  static final class RotateTokenCommand extends Connected {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    int run(Services services) {
      out().println(Line.of(new Accounts(services.jdbi()).rotateToken(name)));
      return Failures.DONE;
    }
  }
}
