package assay.workers.cli;

import assay.activities.store.GoldLife;
import assay.activities.store.GoldLife.Question;
import assay.workers.control.Refusal;
import assay.workers.up.Services;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What becomes of gold questions in the pool. */
final class GoldLifeCommands {
  private GoldLifeCommands() {}

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "The pool: where each question is from and how people fared on it.")
  static final class ListCommand extends Connected {
    @Option(names = "--json", description = "one JSON document on stdout")
    private boolean json;

    @Override
    int run(Services services) throws Exception {
      List<Question> questions = new GoldLife(services.jdbi()).questions();
      if (json) {
        json(questions);
      } else if (questions.isEmpty()) {
        out().println("No gold questions yet; add some with: ./assay gold add FILE.jsonl");
      } else {
        questions.forEach(question -> out().println(line(question)));
      }
      return Failures.DONE;
    }

    private static String line(Question question) {
      String state =
          question.retiredAt() != null
              ? ", retired" + (question.retiredWhy().isEmpty() ? "" : ": " + question.retiredWhy())
              : question.suspect() ? ", its label may be wrong" : "";
      return "%-32s %-4s %d of %d right%s%s"
          .formatted(
              question.id(),
              question.label().isTextual() ? question.label().asText() : question.label(),
              question.right(),
              question.answered(),
              question.source().isEmpty() ? "" : ", by the experts of " + question.source(),
              state);
    }
  }

  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      description = "Makes gold questions of the pairs that a campaign's experts decided.")
  static final class Promote extends Connected {
    @Parameters(paramLabel = "CAMPAIGN")
    private String campaign = "";

    @Override
    int run(Services services) {
      if (services.campaigns().find(campaign).isEmpty()) {
        throw Refusal.input("There is no campaign named %s.".formatted(campaign));
      }
      GoldLife gold = new GoldLife(services.jdbi());
      gold.refusal(campaign)
          .ifPresent(
              why -> {
                throw Refusal.input(why);
              });
      out()
          .println(
              "%d new gold questions for campaigns that start later."
                  .formatted(gold.promote(campaign)));
      return Failures.DONE;
    }
  }

  @Command(
      name = "retire",
      mixinStandardHelpOptions = true,
      description = "Takes a question out of the pool; no campaign shows it any more.")
  static final class Retire extends Connected {
    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--reason", paramLabel = "WORDS", description = "why; kept with the question")
    private String reason = "";

    @Override
    int run(Services services) {
      if (!new GoldLife(services.jdbi()).retire(id, reason)) {
        throw Refusal.input("No gold question is named %s.".formatted(id));
      }
      out().println("Retired %s.".formatted(id));
      return Failures.DONE;
    }
  }
}
