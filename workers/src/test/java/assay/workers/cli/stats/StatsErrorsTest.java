package assay.workers.cli.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a file or an option is named with what to do. */
class StatsErrorsTest extends StatsFixture {
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

  private void assertError(String message, String... args) {
    Ran ran = run(args);
    assertThat(ran.err()).isEqualTo("assay stats: " + message + "\n");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
  }
}
