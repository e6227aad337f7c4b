package assay.workers.cli.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatsCommandTest extends StatsFixture {
  @ParameterizedTest
  @ValueSource(strings = {"answers.csv", "answers.csv.gz", "answers.parquet"})
  void agreementOfEveryFormat(String name) throws Exception {
    Ran ran = run("agreement", write(name, ANSWERS).toString(), "--json");

    JsonNode json = ran.json();
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(json.get("n_items").asInt()).isEqualTo(4);
    assertThat(json.get("n_workers").asInt()).isEqualTo(3);
    assertThat(json.get("n_labels").asInt()).isEqualTo(11);
    assertThat(json.get("repeated").asInt()).isEqualTo(1);
    // 3 + 3 + 1 + 0 of 3 + 3 + 3 + 1 pairs.
    assertThat(json.at("/raw_agreement/value").asDouble()).isCloseTo(0.7, within(1e-12));
    assertThat(json.at("/krippendorff_alpha/value").isNumber()).isTrue();
    assertThat(json.at("/krippendorff_alpha/low").asDouble())
        .isLessThan(json.at("/krippendorff_alpha/high").asDouble());
    assertThat(json.at("/cohen_kappa_mean/value").isNull()).isTrue();
    assertThat(json.at("/cohen_kappa_mean/undefined").asText())
        .isEqualTo("no two annotators share 10 items");
    assertThat(json.at("/gwet_ac2/undefined").asText())
        .isEqualTo("partial agreement needs labels in an order");
    assertThat(json.at("/advice/action").asText()).isNotEmpty();
  }

  @Test
  void agreementReadsLikeASentence() throws IOException {
    Ran ran = run("agreement", write("a.csv", ANSWERS).toString());

    assertThat(ran.out())
        .startsWith(
            "11 answers of 3 annotators to 4 items, 2 labels; 1 repeated answers set aside\n")
        .contains("cohen_kappa_mean               –   no two annotators share 10 items\n")
        .contains("label more items to be sure");
  }

  @Test
  void preferenceLabelsComeInTheirOrderAndByDirection() throws IOException {
    Path file =
        write("p.csv", "task,worker,label\n1,a,A>>\n1,b,A>\n2,a,B>\n2,b,B>>\n3,a,=\n3,b,=\n");

    JsonNode json = run("agreement", file.toString(), "--level", "ordinal", "--json").json();

    assertThat(json.get("n_classes").asInt()).isEqualTo(5);
    assertThat(json.at("/raw_agreement/value").asDouble()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(json.at("/directional/raw_agreement/value").asDouble()).isEqualTo(1.0);
    assertThat(json.at("/directional/krippendorff_alpha/value").asDouble()).isEqualTo(1.0);
    assertThat(json.at("/krippendorff_alpha/value").asDouble()).isGreaterThan(0.7);
  }

  @Test
  void majorityKeepsTiesAndScoresThemByTheirShare() throws IOException {
    Path truth = write("truth.csv", "task,label\n1,yes\n2,no\n3,no\n4,no\n99,yes\n");
    Path out = folder.resolve("labels.csv");

    JsonNode json =
        run(
                "aggregate",
                write("a.csv", ANSWERS).toString(),
                "--method",
                "majority",
                "--truth",
                truth.toString(),
                "--out",
                out.toString(),
                "--json")
            .json();

    assertThat(json.get("accuracy").asDouble()).isEqualTo((1 + 1 + 0 + 0.5) / 4);
    assertThat(json.get("n_scored").asInt()).isEqualTo(4);
    assertThat(json.get("ties").asInt()).isEqualTo(1);
    assertThat(Files.readString(out))
        .isEqualTo(
            """
            task,label,confidence,tied
            1,yes,1.000000,
            2,no,1.000000,
            3,yes,0.666667,
            4,,0.500000,no|yes
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"majority", "weighted", "dawid_skene", "one_coin", "glad", "mace", "auto"})
  void everyMethodOfTheContract(String method) throws IOException {
    Ran ran = run("aggregate", write("a.csv", ANSWERS).toString(), "--method", method, "--json");

    assertThat(ran.exit()).isZero();
    assertThat(ran.json().get("why").asText()).isNotEmpty();
  }

  @Test
  void goldFixesALabel() throws IOException {
    Path gold = write("gold.csv", "task,label\n3,no\n");

    JsonNode json =
        run(
                "aggregate",
                write("a.csv", ANSWERS).toString(),
                "--method",
                "majority",
                "--gold",
                gold.toString(),
                "--json")
            .json();

    assertThat(json.at("/labels/no").asInt()).isEqualTo(2);
  }

  @Test
  void annotatorsAreListedWithTheirGold() throws IOException {
    Path gold = write("gold.csv", "task,label\n3,yes\n");

    Ran table = run("annotators", write("a.csv", ANSWERS).toString(), "--gold", gold.toString());
    JsonNode json =
        run("annotators", write("a.csv", ANSWERS).toString(), "--gold", gold.toString(), "--json")
            .json();

    assertThat(table.out().lines().map(line -> line.split(" +", -1)[0]))
        .containsExactly("annotator", "a", "b", "c");
    assertThat(json.at("/annotators/2/worker").asText()).isEqualTo("c");
    assertThat(json.at("/annotators/2/gold_right").asInt()).isZero();
    assertThat(json.at("/annotators/0/gold_accuracy").asDouble()).isEqualTo(1.0);
  }

  @Test
  void agreementIsBrokenDownByLabelAnnotatorAndDomain() throws IOException {
    Path file =
        write(
            "d.csv",
            """
            task,worker,label,domain
            1,a,yes,code
            1,b,yes,code
            2,a,no,code
            2,b,no,code
            3,a,yes,prose
            3,b,no,prose
            4,a,yes,prose
            4,b,no,prose
            """);

    Ran table = run("agreement", file.toString());
    JsonNode json = run("agreement", file.toString(), "--json").json();

    assertThat(json.at("/by_annotator/0/worker").asText()).isEqualTo("a");
    assertThat(json.at("/by_annotator/0/agreement").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/by_domain/0/domain").asText()).isEqualTo("code");
    assertThat(json.at("/by_domain/0/krippendorff_alpha/value").asDouble()).isEqualTo(1.0);
    assertThat(json.at("/by_domain/1/krippendorff_alpha/value").asDouble()).isNegative();
    assertThat(table.out())
        .contains("of others' answers to the same items, so many agree with this annotator\n")
        .contains("\nkrippendorff_alpha by domain\ncode")
        .contains("\nno                        0.5000\nyes                       0.5000\n");
    assertThat(
            run("agreement", write("a.csv", ANSWERS).toString(), "--json").json().has("by_domain"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"history.csv", "history.parquet"})
  void annotatorsShowRepeatsOrderTimeAndSecondsWhereTheFileHasThem(String name) throws Exception {
    Path file = write(name, history());

    Ran table = run("annotators", file.toString());
    JsonNode json = run("annotators", file.toString(), "--json").json();

    JsonNode steady = json.at("/annotators/0");
    JsonNode tiring = json.at("/annotators/2");
    assertThat(steady.get("worker").asText()).isEqualTo("a");
    assertThat(steady.get("drifts").asBoolean()).isFalse();
    assertThat(steady.get("repeats").asInt()).isEqualTo(2);
    assertThat(steady.get("repeats_same").asInt()).isEqualTo(1);
    assertThat(steady.get("mean_seconds").asDouble()).isEqualTo(20);
    assertThat(steady.get("leans_to_position").asBoolean()).isFalse();
    assertThat(tiring.get("drifts").asBoolean()).isTrue();
    assertThat(tiring.get("drift_after").asInt()).isBetween(25, 35);
    assertThat(tiring.get("first_share").asDouble()).isEqualTo(1.0);
    assertThat(tiring.has("repeats")).isFalse();
    assertThat(tiring.get("reliability").asDouble())
        .isLessThan(steady.get("reliability").asDouble() - 0.15);
    assertThat(table.out())
        .contains("repeats 1 of 2\n")
        .contains("favours what is shown first in 100 %; ")
        .contains(" right in the first ");
  }

  /** a and b are right; c is for 30 items, then clicks what is first; lines run back in time. */
  private static String history() {
    StringBuilder csv = new StringBuilder("task,worker,label,label_shown,seconds,submitted_at\n");
    for (int t = 59; t >= 0; t--) {
      String right = t % 2 == 0 ? "A>" : "B>";
      String wrong = t % 2 == 0 ? "B>" : "A>";
      String at = "2026-11-21T14:%02d:00Z".formatted(t);
      String shown = t % 4 < 2 ? "A>" : "B>";
      csv.append("t%d,a,%s,%s,20,%s\n".formatted(t, right, shown, at));
      csv.append("t%d,b,%s,%s,20,%s\n".formatted(t, right, shown, at));
      csv.append("t%d,c,%s,A>,2,%s\n".formatted(t, t < 30 ? right : wrong, at));
    }
    return csv.append("t0,a,A>,A>,20,2026-11-21T15:00:00Z\n")
        .append("t2,a,B>,B>,20,2026-11-21T15:01:00Z\n")
        .toString();
  }

  @Test
  void quotedCellsByteOrderMarksAndCarriageReturnsAreRead() throws IOException {
    Path file =
        write(
            "q.csv",
            "\uFEFFtask,worker,label\r\n\"1,\"\"x\"\"\",a,yes\r\n\r\n\"1,\"\"x\"\"\",b,yes");
    Path out = folder.resolve("labels.csv");

    run("aggregate", file.toString(), "--method", "majority", "--out", out.toString());

    assertThat(Files.readString(out))
        .isEqualTo("task,label,confidence,tied\n\"1,\"\"x\"\"\",yes,1.000000,\n");
  }
}
