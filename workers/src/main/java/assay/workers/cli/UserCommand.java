package assay.workers.cli;

import assay.activities.desk.Account;
import assay.activities.desk.Accounts;
import assay.activities.desk.Logins;
import assay.activities.desk.Role;
import assay.activities.store.Json;
import assay.domain.Wire;
import assay.workers.up.Services;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    subcommands = {
      UserCommand.AddCommand.class,
      UserCommand.RotateTokenCommand.class,
      UserCommand.LinkCommand.class,
      UserCommand.UnlinkCommand.class
    })
final class UserCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name what to do: add, rotate-token, link or unlink.");
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

  /** A line of stdout about somebody's link to the identity provider. */
  record Linked(int id, String name, @Nullable String login) {
    static String of(Account account, @Nullable String login) {
      return Json.write(new Linked(account.id(), account.name(), login));
    }
  }

  @Command(
      name = "link",
      mixinStandardHelpOptions = true,
      description = {
        "Lets somebody, also an annotator, sign in at the identity provider (docs/SIGN_IN.md).",
        "The first to sign in by this name is who the account is for; linking again asks anew."
      })
  static final class LinkCommand extends Connected {
    @Parameters(paramLabel = "NAME", description = "the account")
    private String name = "";

    @Parameters(
        paramLabel = "LOGIN",
        description = "the person's verified e-mail address there, or what ASSAY_OIDC_CLAIM says")
    private String login = "";

    @Override
    int run(Services services) {
      out().println(Linked.of(new Logins(services.jdbi()).link(name, login), login));
      return Failures.DONE;
    }
  }

  @Command(
      name = "unlink",
      mixinStandardHelpOptions = true,
      description = "Takes a link away and ends the account's sessions; its token stays.")
  static final class UnlinkCommand extends Connected {
    @Parameters(paramLabel = "NAME", description = "the account")
    private String name = "";

    @Override
    int run(Services services) {
      out().println(Linked.of(new Logins(services.jdbi()).unlink(name), null));
      return Failures.DONE;
    }
  }
}
