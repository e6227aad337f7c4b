package assay.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Accounts;
import assay.activities.desk.Appeals;
import assay.activities.desk.TestCampaign;
import assay.activities.store.Json;
import assay.workers.embedded.DeskFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A manager at the command line: what follows for the people who label. */
class AnnotatorLifeTest {
  @TempDir Path home = Path.of("");
  private TestCampaign campaign =
      TestCampaign.of(4, 1, "review: {redundancy: 2, gold_fraction: 0}");
  private int ann;

  private record Said(int code, String out, String err) {
    JsonNode json() {
      try {
        return Json.MAPPER.readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError(out + err, e);
      }
    }
  }

  @BeforeEach
  void up() {
    campaign.bystanders().open();
    ann = campaign.person("ann");
    new DeskFile(
            "http://127.0.0.1:1", "t", campaign.url, "127.0.0.1:1", ProcessHandle.current().pid())
        .write(home);
  }

  @AfterEach
  void down() {
    campaign.close();
  }

  private Said assay(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(all.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  @Test
  void aSuspendedPersonsLabelsAreVoidedAndTheyAreTakenBack() {
    campaign.label(ann, 'A');
    assertThat(assay("annotator", "suspend", "ann", "--reason", "Too hasty."))
        .isEqualTo(
            new Said(0, "{\"id\":%d,\"name\":\"ann\",\"active\":false}\n".formatted(ann), ""));
    assertThat(assay("annotator", "suspend", "ann").code()).as("again").isZero();
    assertThat(campaign.count("lease where why = 'voided'")).isEqualTo(1);
    assertThat(campaign.text("suspended_why from account where name = 'ann'"))
        .isEqualTo("Too hasty.");
    assertThat(assay("annotator", "list").out()).containsPattern("ann +trained +suspended");

    assertThat(assay("annotator", "reinstate", "ann"))
        .isEqualTo(
            new Said(0, "{\"id\":%d,\"name\":\"ann\",\"active\":true}\n".formatted(ann), ""));
    campaign.label(ann, 'A');
    assertThat(campaign.count("lease where counted")).isEqualTo(1);
    for (String what : List.of("suspend", "reinstate", "rotate-token")) {
      assertThat(assay("annotator", what, "nobody"))
          .isEqualTo(new Said(2, "", "No annotator is named nobody.\n"));
    }
  }

  @Test
  void aLostTokenIsReplacedAndTheOldOneIsWorthNothing() {
    Accounts.Added bob =
        campaign.accounts.addAnnotator("bob", assay.domain.Tier.TRAINED, List.of(), List.of());
    Said rotated = assay("annotator", "rotate-token", "bob");
    assertThat(rotated.code()).isZero();
    assertThat(rotated.json().fieldNames()).toIterable().containsExactly("id", "name", "token");
    String token = rotated.json().path("token").asText();
    assertThat(campaign.accounts.byToken(token).orElseThrow().name()).isEqualTo("bob");
    assertThat(campaign.accounts.byToken(bob.token())).isEmpty();
  }

  @Test
  void aBonusIsPaidOnceUnderItsKey() {
    campaign.label(ann, 'A');
    String[] bonus = {
      "annotator",
      "bonus",
      "ann",
      "2.50",
      "--campaign",
      "test",
      "--reason",
      "fine work",
      "--key",
      "k"
    };
    Said given = assay(bonus);
    assertThat(given.out())
        .isEqualTo(
            "{\"id\":1,\"campaign\":\"test\",\"annotator\":\"w1\",\"usd\":2.5,\"reason\":\"fine work\"}\n");
    assertThat(assay(bonus)).isEqualTo(given);
    assertThat(campaign.text("sum(usd) from bonus")).isEqualTo("2.500000");
    assertThat(assay("annotator", "bonus", "ann", "0", "--campaign", "test", "--reason", "x"))
        .isEqualTo(
            new Said(2, "", "usd: must be an amount in US dollars and whole cents above 0.\n"));
  }

  @Test
  void anAppealIsListedAndDecided() {
    assertThat(assay("appeal", "list").out()).isEqualTo("No appeals.\n");
    campaign.label(ann, 'A');
    campaign.sql("update member set standing = 'paused'");
    new Appeals(campaign.jdbi()).file(ann, "test", Appeals.About.PAUSE, null, "The gold is wrong.");
    assertThat(assay("appeal", "list").out())
        .isEqualTo("1    open     ann in test, pause: The gold is wrong.\n");
    Said decided = assay("appeal", "decide", "1", "upheld", "--words", "It was.");
    assertThat(decided.json().path("decision").asText()).isEqualTo("upheld");
    assertThat(assay("appeal", "list").out())
        .isEqualTo("1    upheld   ann in test, pause: The gold is wrong. / It was.\n");
    assertThat(campaign.desk.me(ann).paused()).isEmpty();
  }

  @Test
  void aCampaignOfTextsHasNoGoldToMake() {
    campaign.sql("update campaign set spec = replace(spec, 'pairwise_comparison', 'free_text')");
    assertThat(assay("gold", "promote", "test"))
        .isEqualTo(
            new Said(
                2,
                "",
                "test is of free_text, where no text is the right one: it has no gold questions to"
                    + " make.\n"));
  }

  @Test
  void goldIsListedAndRetired() {
    assertThat(assay("gold", "list").out())
        .isEqualTo("No gold questions yet; add some with: ./assay gold add FILE.jsonl\n");
    assertThat(assay("gold", "promote", "test").out())
        .isEqualTo("0 new gold questions for campaigns that start later.\n");
    assertThat(assay("gold", "promote", "none"))
        .isEqualTo(new Said(2, "", "There is no campaign named none.\n"));
    assertThat(assay("gold", "retire", "none"))
        .isEqualTo(new Said(2, "", "No gold question is named none.\n"));
    campaign.sql(
        "insert into gold (id, prompt, response_a, response_b, label, source)"
            + " values ('g', '\"p\"', 'a', 'b', '\"A>\"', 'first')");
    assertThat(assay("gold", "retire", "g", "--reason", "two readings").out())
        .isEqualTo("Retired g.\n");
    assertThat(assay("gold", "list").out())
        .matches("g +A> +0 of 0 right, by the experts of first, retired: two readings\n");
  }
}
