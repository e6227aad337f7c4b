package assay.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.store.Database;
import assay.activities.store.Json;
import assay.activities.store.TestDatabase;
import assay.workers.embedded.DeskFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  @TempDir Path home = Path.of("");

  private record Said(int code, String out, String err) {}

  private static Said assay(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(arguments);
    return new Said(code, out.toString(), err.toString());
  }

  private Said here(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    return assay(all.toArray(String[]::new));
  }

  /** As {@code up} would: a database, and this very process as the one that serves it. */
  private void up() {
    String url = TestDatabase.fresh().jdbcUrl();
    Database.connect(url, 2).close();
    new DeskFile("http://127.0.0.1:1", "t", url, "127.0.0.1:1", ProcessHandle.current().pid())
        .write(home);
  }

  @Test
  void usersAreAddedAndTheirLostTokensReplaced() throws IOException {
    up();
    Said added = here("user", "add", "Mia", "--role", "manager");
    assertThat(added.code()).isZero();
    JsonNode line = Json.MAPPER.readTree(added.out());
    assertThat(line.path("role").asText()).isEqualTo("manager");
    assertThat(line.path("token").asText()).hasSize(43);
    JsonNode replaced = Json.MAPPER.readTree(here("user", "rotate-token", "Mia").out());
    assertThat(replaced.path("id")).isEqualTo(line.path("id"));
    assertThat(replaced.path("token")).isNotEqualTo(line.path("token"));
    assertThat(here("user", "add", "Mia", "--role", "auditor"))
        .isEqualTo(new Said(2, "", "There is already an account named Mia.\n"));
    Said wrong = here("user", "add", "Max", "--role", "annotator");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith(
            "--role must be one of manager, auditor, admin, not 'annotator'; people who label are"
                + " added with: ./assay annotator add\n");
    assertThat(here("user", "rotate-token", "Max"))
        .isEqualTo(new Said(2, "", "Nobody is named Max.\n"));
  }

  @Test
  void accountsAreLinkedToTheIdentityProvider() throws IOException {
    up();
    int mia =
        Json.MAPPER
            .readTree(here("user", "add", "Mia", "--role", "manager").out())
            .path("id")
            .asInt();
    here("annotator", "add", "ana", "--tier", "trained");
    assertThat(here("user", "link", "Mia", "mia@example.org"))
        .isEqualTo(
            new Said(
                0,
                "{\"id\":%d,\"name\":\"Mia\",\"login\":\"mia@example.org\"}\n".formatted(mia),
                ""));
    assertThat(here("user", "link", "ana", "mia@example.org"))
        .isEqualTo(
            new Said(
                2,
                "",
                "mia@example.org is linked to the account Mia; take it away there first: ./assay user"
                    + " unlink Mia\n"));
    assertThat(here("user", "unlink", "Mia"))
        .isEqualTo(new Said(0, "{\"id\":%d,\"name\":\"Mia\",\"login\":null}\n".formatted(mia), ""));
    assertThat(here("user", "link", "ana", "mia@example.org").code()).isZero();
    assertThat(here("user", "link", "Max", "m@example.org"))
        .isEqualTo(new Said(2, "", "Nobody is named Max.\n"));
  }

  @Test
  void withoutAServerEveryCommandSaysHowToStartOne() {
    assertThat(here("campaign", "list"))
        .isEqualTo(
            new Said(
                1,
                "",
                "Assay is not running in %1$s; start it with: ./assay up --home %1$s\n"
                    .formatted(home)));
  }

  @Test
  void misuseIsToldWithWhatIsAllowed() {
    assertThat(assay("campaing"))
        .isEqualTo(
            new Said(
                2,
                "",
                "Unmatched argument at index 0: 'campaing'\n"
                    + "Did you mean: assay campaign?\n"
                    + "See: assay --help\n"));
    assertThat(assay("campaign"))
        .isEqualTo(
            new Said(
                2,
                "",
                "Name what to do: start, list, status, watch, pause, resume, cancel, budget, report"
                    + " or history.\n"
                    + "See: assay campaign --help\n"));
    assertThat(assay("export", "x"))
        .isEqualTo(
            new Said(2, "", "Missing required option: '--out=DIR'\nSee: assay export --help\n"));
  }

  @Test
  void peopleAreAddedALineEachAndTheirTokensShownOnce() throws IOException {
    up();
    Said added = here("annotator", "add", "ann", "--tier", "trained", "--count", "2");
    assertThat(added.code()).isZero();
    assertThat(added.err()).isEmpty();
    List<String> lines = added.out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = Json.MAPPER.readTree(lines.getFirst());
    assertThat(first.fieldNames()).toIterable().containsExactly("id", "name", "tier", "token");
    assertThat(first.get("name").textValue()).isEqualTo("ann-1");
    assertThat(here("annotator", "list").out()).doesNotContain(first.get("token").textValue());
    assertThat(here("annotator", "add", "ann-1", "--tier", "expert"))
        .isEqualTo(new Said(2, "", "There is already an account named ann-1.\n"));
    assertThat(here("annotator", "add", "bob", "--tier", "novice"))
        .isEqualTo(
            new Said(
                2,
                "",
                "--tier must be one of crowd, trained, expert, domain_specialist, not 'novice'.\n"
                    + "See: assay annotator add --help\n"));
  }

  @Test
  void badInputIsToldInFullAndNothingStarts() throws IOException {
    up();
    Path spec = Files.writeString(home.resolve("c.yaml"), "campaign: c\ninput: {pairs: p.jsonl}\n");
    Files.writeString(home.resolve("p.jsonl"), "x\n");
    assertThat(here("campaign", "start", spec.toString()))
        .isEqualTo(
            new Said(
                2,
                "",
                "%s:1: is not valid JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n1 problem; nothing was started.\n"
                    .formatted(home.resolve("p.jsonl"))));
    assertThat(here("campaign", "list", "--json").out()).isEqualTo("[ ]\n");
    assertThat(here("campaign", "status", "c"))
        .isEqualTo(new Said(2, "", "There is no campaign named c.\n"));
  }

  @Test
  void aTemporalThatDoesNotAnswerLeavesNothingHalfStarted() throws IOException {
    up();
    Path spec = Files.writeString(home.resolve("c.yaml"), "campaign: c\ninput: {pairs: p.jsonl}\n");
    Files.writeString(
        home.resolve("p.jsonl"), "{\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\"}\n");
    Said said = here("campaign", "start", spec.toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("Temporal does not answer at 127.0.0.1:1 (")
        .endsWith("). Nothing was started; check that it runs, then try again.\n");
    assertThat(here("campaign", "list").out())
        .isEqualTo("No campaigns yet; start one with: ./assay campaign start SPEC.yaml\n");
  }

  @Test
  void goldIsAddedOnceAndAClashIsRefused() throws IOException {
    up();
    String line =
        "{\"id\":\"g\",\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\",\"label\":\"A>\"}\n";
    Path gold = Files.writeString(home.resolve("g.jsonl"), line);
    assertThat(here("gold", "add", gold.toString()).out()).isEqualTo("Added 1 gold questions.\n");
    assertThat(here("gold", "add", gold.toString()).out())
        .isEqualTo("Added 0 gold questions; 1 were there already.\n");
    Files.writeString(gold, line.replace("A>", "B>"));
    assertThat(here("gold", "add", gold.toString()))
        .isEqualTo(
            new Said(
                2,
                "",
                "%s: the pool has other questions with these ids: g. Give these lines ids of their own; nothing was added.\n"
                    .formatted(gold)));
  }

  @Test
  void goldOfAnotherTypeIsReadByItsSpec() throws IOException {
    up();
    Path gold =
        Files.writeString(
            home.resolve("g.jsonl"), "{\"id\":\"g\",\"prompt\":\"p\",\"label\":\"spam\"}\n");
    Path spec =
        Files.writeString(
            home.resolve("spec.yaml"),
            "campaign: c\ninput: {items: i.jsonl}\ntask_type: classification\nlabels: [ham, spam]\n");
    assertThat(here("gold", "add", gold.toString(), "--spec", spec.toString()).out())
        .isEqualTo("Added 1 gold questions.\n");
    assertThat(here("gold", "list").out())
        .startsWith("g                                spam 0 of 0 right");
    Files.writeString(gold, "{\"id\":\"h\",\"prompt\":\"p\",\"label\":\"good\"}\n");
    assertThat(here("gold", "add", gold.toString(), "--spec", spec.toString()))
        .isEqualTo(
            new Said(
                2,
                "",
                "%s:1: label: must be one of ham, spam, not 'good'\n1 problem; nothing was started.\n"
                    .formatted(gold)));
    Files.writeString(spec, "campaign: c\ninput: {items: i.jsonl}\ntask_type: free_text\n");
    assertThat(here("gold", "add", gold.toString(), "--spec", spec.toString()))
        .isEqualTo(
            new Said(
                2, "", "%s: free_text has no gold: no text is the right one.\n".formatted(spec)));
  }
}
