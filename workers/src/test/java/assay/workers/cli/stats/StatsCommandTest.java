package assay.workers.cli.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StatsCommandTest {
  /** Four items, three annotators; c answers item 1 twice and is alone in "no" on item 3. */
  private static final String ANSWERS =
      """
      worker,task,seconds,label
      a,1,3,yes
      b,1,3,yes
      c,1,3,no
      c,1,9,yes
      a,2,3,no
      b,2,3,no
      c,2,3,no
      a,3,3,yes
      b,3,3,yes
      c,3,3,no
      a,4,3,yes
      b,4,3,no
      """;

  @TempDir private Path folder = Path.of("");

  private record Ran(int exit, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

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

  @Test
  void aTimeOrSecondsThatCannotBeReadAreNamed() throws IOException {
    Path time = write("t.csv", "task,worker,label,submitted_at\n1,a,A>,yesterday\n");
    Path seconds = write("s.csv", "task,worker,label,seconds\n1,a,A>,\n1,b,A>,fast\n");

    assertError(
        time
            + ": line 2: submitted_at \"yesterday\" is no time; write it like"
            + " 2026-11-21T14:00:00Z",
        "annotators",
        time.toString());
    assertError(
        seconds + ": line 3: seconds \"fast\" is no number of 0 or more; correct it",
        "annotators",
        seconds.toString());
    // Who does not ask about time is not stopped by it.
    assertThat(run("agreement", time.toString()).exit()).isZero();
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

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "task,who,label|1,a,x;line 1: there is no column \"worker\" (found: task, who, label);"
            + " the first line must name task, worker, label",
        "task,worker,label|1,a,x|2,,x;line 3: worker is empty;"
            + " every row needs task, worker, label",
        "task,worker,label|1,a;line 2: label is empty; every row needs task, worker, label",
        "task,worker,label|1,a,\"x;line 2: a quote is opened and never closed; close it with"
            + " another"
      })
  void badRowsAreNamed(String content, String what, String advice) throws IOException {
    Path file = write("bad.csv", content.replace('|', '\n'));

    Ran ran = run("agreement", file.toString());

    String end = "; " + advice.strip();
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("assay stats: %s: %s%s\n".formatted(file, what, end));
  }

  @Test
  void everyOtherMistakeSaysWhatToDo() throws IOException {
    Path file = write("a.csv", ANSWERS);
    Path truth = write("t.csv", "task,label\n77,yes\n");
    Path gold = write("g.csv", "task,label\n1,yess\n");
    Path gzip = write("broken.gz", "");

    assertError("/nowhere.csv does not exist; check the path", "agreement", "/nowhere.csv");
    assertError(
        folder + " is a folder; name a CSV, CSV.gz or Parquet file",
        "agreement",
        folder.toString());
    assertError(
        "--level fuzzy is not known; use nominal, ordinal, interval or ratio",
        "agreement",
        file.toString(),
        "--level",
        "fuzzy");
    assertError(
        file
            + ": --level ordinal needs labels in an order, and \"no\" is not a number;"
            + " give --order with all labels from lowest to highest",
        "agreement",
        file.toString(),
        "--level",
        "ordinal");
    assertError(
        file
            + ": line 4: label \"no\" is not in --order yes,maybe;"
            + " add it there or correct the label",
        "agreement",
        file.toString(),
        "--order",
        "yes,maybe");
    assertError(
        "--order names \"no\" twice; name every label once",
        "agreement",
        file.toString(),
        "--order",
        "no,no,yes");
    assertError(
        "--method vote is not known; use one of majority, weighted, dawid_skene, one_coin, glad,"
            + " mace, ordinal, auto",
        "aggregate",
        file.toString(),
        "--method",
        "vote");
    assertError(
        "%s and %s have no task in common; check that they name tasks alike".formatted(file, truth),
        "aggregate",
        file.toString(),
        "--method",
        "majority",
        "--truth",
        truth.toString());
    assertError(
        gold + ": line 2: label \"yess\" is none of the answers' labels (no, yes); correct it",
        "annotators",
        file.toString(),
        "--gold",
        gold.toString());
    assertThat(run("agreement", gzip.toString()).err())
        .startsWith("assay stats: " + gzip + " is not a whole gzip file (");
  }

  @Test
  void anEmptyFileHasNoAgreementAndSaysSo() throws IOException {
    Path file = write("empty.csv", "task,worker,label\n");

    JsonNode json = run("agreement", file.toString(), "--json").json();

    assertThat(json.at("/krippendorff_alpha/undefined").asText()).isEqualTo("there are no answers");
    assertThat(json.at("/advice/reason").asText()).isEqualTo("no advice: there are no answers");
    assertError(
        file + " has no answers below its first line; nothing to aggregate",
        "aggregate",
        file.toString(),
        "--method",
        "majority");
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

  private void assertError(String message, String... args) {
    Ran ran = run(args);
    assertThat(ran.err()).isEqualTo("assay stats: " + message + "\n");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
  }

  private static Ran run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new StatsCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new Ran(exit, out.toString(), err.toString());
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    if (name.endsWith(".csv.gz")) {
      try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
        gzip.write(content.getBytes(StandardCharsets.UTF_8));
      }
      return file;
    }
    if (name.endsWith(".parquet")) {
      return parquet(file, write(name + ".csv", content));
    }
    return Files.writeString(file, content);
  }

  private static Path parquet(Path file, Path csv) {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "copy (select * from read_csv('%s')) to '%s' (format parquet)".formatted(csv, file));
      return file;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
