package assay.workers;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.model.ModelServer;
import assay.activities.store.Json;
import assay.domain.policy.Draw;
import assay.workers.control.CampaignStatus;
import assay.workers.control.CampaignStatus.Change;
import assay.workers.report.CampaignReport;
import assay.workers.report.ReportPage;
import assay.workers.report.ReportReader;
import assay.workers.story.ItemStories;
import assay.workers.story.ItemStory;
import assay.workers.up.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A judge that is changed behind its name while it judges batches 3 and 4 of six, and is put back;
 * everything is killed during the first look at it, and while it judges them again.
 *
 * <p>The better response begins with "alpha". In every batch the judge calls the first pairs ties,
 * which they are not. Of the pairs of batches 3 and 4 that are drawn for a spot check, it is right
 * about the first three when it has changed: the check confirms it. Put back, it is sure of the
 * first of these, sure of the wrong side at the second, and calls the third a tie.
 */
class JudgeChangesTest {
  private static final int SIZE = 20;
  private static final int PAIRS = 6 * SIZE;
  private static final int IN_FLIGHT = 4;
  private static final double SPOT_CHECK = 0.3;
  private static final List<Integer> CHECKED =
      IntStream.range(2 * SIZE, 4 * SIZE)
          .filter(i -> i % SIZE >= 4 && Draw.uniform(0, "spot_check", "p" + i) < SPOT_CHECK)
          .limit(3)
          .boxed()
          .toList();
  private static final Pattern NUMBER = Pattern.compile("Question (\\d+)");

  private static final String ANSWERS = "select count(*) from model_call where purpose like '%s'";

  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean changed;
  private volatile boolean back;
  private volatile boolean held;
  private final ModelServer judge = new ModelServer(this::answer);

  private MockResponse answer(JsonNode question) {
    String text = ModelServer.text(question);
    int pair = number(text);
    boolean doubted = pair >= 2 * SIZE && pair < 4 * SIZE;
    changed |= doubted;
    boolean slow = held && (back ? doubted : pair >= PAIRS) && answers.incrementAndGet() > 12;
    String preferred = alpha(pair) ? "alpha" : "omega";
    boolean shownFirst = text.indexOf(preferred) < text.indexOf("\n\nResponse B:\n");
    String verdict = isTie(pair) ? "A=B" : shownFirst ? "A>B" : "B>A";
    MockResponse reply = reply("VERDICT: " + verdict);
    return slow ? reply.newBuilder().headersDelay(30, TimeUnit.MINUTES).build() : reply;
  }

  private MockResponse reply(String text) {
    ObjectNode reply = ModelServer.completion(text);
    reply.put("model", "judge-1").put("system_fingerprint", changed && !back ? "fp_2" : "fp_1");
    return ModelServer.json(200, reply.toString());
  }

  /** Gold questions have numbers after all pairs. */
  private boolean alpha(int pair) {
    if (back) {
      return !CHECKED.get(1).equals(pair);
    }
    return !changed || pair < 2 * SIZE || CHECKED.contains(pair);
  }

  private boolean isTie(int pair) {
    return (pair % SIZE < 4 && pair < PAIRS) || (back && CHECKED.get(2).equals(pair));
  }

  private Path spec(Path folder) throws IOException {
    StringBuilder pairs = new StringBuilder();
    StringBuilder gold = new StringBuilder();
    for (int i = 0; i < PAIRS + 8; i++) {
      boolean alphaFirst = i % 2 == 0;
      ObjectNode pair = Json.MAPPER.createObjectNode();
      pair.put("id", "p" + i).put("prompt", "Question " + i);
      pair.put("response_a", (alphaFirst ? "alpha " : "omega ") + i);
      pair.put("response_b", (alphaFirst ? "omega " : "alpha ") + i);
      if (i >= PAIRS) {
        pair.put("label", alphaFirst ? "A>" : "B>");
      }
      (i < PAIRS ? pairs : gold).append(pair).append('\n');
    }
    Files.writeString(folder.resolve("pairs.jsonl"), pairs);
    Files.writeString(folder.resolve("gold.jsonl"), gold);
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        campaign: changing
        input: {pairs: pairs.jsonl, gold: gold.jsonl}
        models:
          j: {url: "%s", usd_per_million_input: 100, usd_per_million_output: 100, max_concurrent: %d}
        prelabel: {judges: [j], calibration_pairs: 20, accept_confidence: 0.7, spot_check: %s,
          canary: 8, canary_every: 2}
        review: {redundancy: 2, linger: 1s, seconds: reported, gold_fraction: 0}
        quality: {rule: off}
        batch: {size: %d, window: 1}
        budget_usd: 1000
        """
            .formatted(judge.url(), IN_FLIGHT, SPOT_CHECK, SIZE));
  }

  private static long count(UpProcess up, String sql) {
    return up.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void whatItHadDecidedAloneIsDecidedAgain(@TempDir Path folder) throws Exception {
    try (UpProcess up = new UpProcess(folder.resolve("home"));
        Annotators people = new Annotators(up.jdbi(), up.url(), text -> text.startsWith("alpha"))) {
      held = true;
      up.control().start(spec(folder));
      long looked = killAfterTwelve(up, "canary/1/%");
      CampaignStatus paused = up.awaitStatus("changing", "paused");
      // Three askings of eight questions in both orders, and no answer was asked for again.
      assertThat(count(up, ANSWERS.formatted("canary/1/%"))).isEqualTo(48);
      assertThat(asked(text -> number(text) >= PAIRS)).isEqualTo(2 * 16 + 48 - looked);
      assertThat(paused.reason()).contains("judge j answers its canary differently since look 3");
      UpProcess.await(
          () -> count(up, "select count(*) from batch where outcome is not null") == 4,
          () -> "batches 3 and 4");
      long alone =
          count(
              up,
              "select count(*) from label where batch in (3, 4) and decided_by in ('ai',"
                  + " 'spot_check')");
      assertThat(alone).isGreaterThan(15);
      assertThat(changes(up))
          .extracting(Change::accepted, Change::again)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(alone, 0L));

      back = true;
      held = true;
      up.control().resume("changing");
      long answered = killAfterTwelve(up, "judge/7");
      CampaignStatus done = up.awaitStatus("changing", "completed");

      assertThat(done.pairs().settled()).isEqualTo(PAIRS);
      assertThat(done.pairs().byPhase()).containsExactly(Map.entry("done", (long) PAIRS));
      assertThat(changes(up))
          .extracting(Change::accepted, Change::again)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(alone, alone));
      assertThat(Objects.requireNonNull(done.canary()).notices())
          .containsExactly(
              "judge j is answered by judge-1 fp_2 since look 3, before by judge-1 fp_1");
      assertThat(count(up, "select count(*) from rejudged where verdict is not null"))
          .isEqualTo(alone);
      // What was answered before the kill was not asked again.
      Set<Integer> again = again(up);
      assertThat(asked(text -> again.contains(number(text))))
          .isEqualTo(count(up, ANSWERS.formatted("judge/%")) - answered);
      assertThat(count(up, "select count(*) from sealed_history where workflow like '%batch-7'"))
          .isEqualTo(1);
      assertThat(done.cost().committedUsd()).isEqualTo(done.cost().totalUsd());
      assertThat(done.cost().totalUsd()).isGreaterThan(BigDecimal.ZERO);
      labels(folder, alone);
      story(up, folder);
      CampaignReport report =
          new ReportReader(up.jdbi()).of(up.services().campaigns().get("changing"), done);
      assertThat(report.versions())
          .extracting(CampaignReport.Version::from, CampaignReport.Version::through)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(1, 2),
              org.assertj.core.groups.Tuple.tuple(5, null));
      assertThat(report.versions()).allMatch(version -> version.quality() != null);
      assertThat(ReportPage.of(report)).contains("Batches 1 to 2", "Batches 5 and later");
      assertThat(count(up, "select count(*) from lease where state = 'done'"))
          .isGreaterThanOrEqualTo(people.accepted());
    } finally {
      judge.close();
    }
  }

  /** Kills everything while the judge takes its time, and starts it again. */
  private long killAfterTwelve(UpProcess up, String purpose) throws Exception {
    UpProcess.await(
        () -> count(up, ANSWERS.formatted(purpose)) >= 12, () -> "the first answers of " + purpose);
    // What is still on its way to the judge at the kill would be taken for asked again.
    UpProcess.await(() -> answers.get() >= 12 + IN_FLIGHT, () -> "the questions in flight");
    long answered = count(up, ANSWERS.formatted(purpose));
    up.kill();
    held = false;
    answers.set(0);
    judge.asked().clear();
    up.start();
    return answered;
  }

  private long asked(Predicate<String> which) {
    return judge.asked().stream().map(ModelServer::text).filter(which).count();
  }

  private static int number(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.find() ? Integer.parseInt(number.group(1)) : -1;
  }

  private static Set<Integer> again(UpProcess up) {
    return up.jdbi()
        .withHandle(
            h -> h.createQuery("select ix from rejudged").mapTo(Integer.class).collectIntoSet());
  }

  private static List<Change> changes(UpProcess up) {
    return Objects.requireNonNull(up.control().status("changing").canary()).changes();
  }

  /** What a check confirmed, a changed judge had decided and was judged again is one story. */
  private static void story(UpProcess up, Path folder) {
    ItemStory story =
        new ItemStories(
                up.jdbi(),
                () -> {
                  throw new AssertionError("all histories are sealed");
                },
                Stack.exports(folder.resolve("home")))
            .of(up.services().campaigns().get("changing"), "p" + CHECKED.get(1), true)
            .orElseThrow();
    int batch = 1 + CHECKED.get(1) / SIZE;
    List<ItemStory.Line> lines = story.lines();
    assertThat(lines)
        .extracting(ItemStory.Line::what)
        .containsExactly(
            "planned",
            "ready",
            "verdict",
            "opened",
            "judged",
            "labelled",
            "exported_batch",
            "told_again",
            "planned",
            "verdict",
            "opened",
            "escalated",
            "judged",
            "labelled",
            "exported_batch",
            "aggregated",
            "exported");
    assertThat(lines)
        .extracting(ItemStory.Line::text)
        .contains(
            "Batch %d judges again what a changed judge had decided in batch %d"
                .formatted(batch + 4, batch));
    assertThat(lines.get(7).text())
        .endsWith(" s (spot check); batch %d, which judges it again, is told".formatted(batch + 4));
    assertThat(lines.get(7).details().get("lease")).isEqualTo(lines.get(4).details().get("lease"));
    assertThat(lines).allMatch(line -> line.history() != null);
  }

  private static void labels(Path folder, long alone) throws IOException {
    Map<String, JsonNode> rows = new TreeMap<>();
    Path exports = Stack.exports(folder.resolve("home")).resolve("changing");
    List<String> lines = Files.readAllLines(exports.resolve("labels.jsonl"));
    for (String line : lines) {
      JsonNode row = Json.MAPPER.readTree(line);
      rows.put(row.path("id").asText(), row);
    }
    assertThat(lines).hasSize(PAIRS);
    assertThat(rows).hasSize(PAIRS);
    rows.forEach(
        (id, row) ->
            assertThat(row.path("label").asText())
                .as(id)
                .isEqualTo(Integer.parseInt(id.substring(1)) % 2 == 0 ? "A>" : "B>"));
    assertThat(rows.values().stream().filter(row -> row.path("batch").asInt() > 6).count())
        .isEqualTo(alone);
    assertThat(CHECKED).hasSize(3);
    JsonNode confirmed = Objects.requireNonNull(rows.get("p" + CHECKED.get(0)));
    assertThat(confirmed.path("decided_by").asText()).isEqualTo("spot_check");
    assertThat(confirmed.path("batch").asInt()).isGreaterThan(6);
    assertThat(confirmed.path("n_judgments").asInt()).isEqualTo(1);
    JsonNode refuted = Objects.requireNonNull(rows.get("p" + CHECKED.get(1)));
    assertThat(refuted.path("decided_by").asText()).isEqualTo("expert");
    assertThat(refuted.path("n_judgments").asInt()).isEqualTo(2);
    // One of the two judgments was given when it was a spot check.
    JsonNode unsure = Objects.requireNonNull(rows.get("p" + CHECKED.get(2)));
    assertThat(unsure.path("decided_by").asText()).isEqualTo("human");
    assertThat(unsure.path("n_judgments").asInt()).isEqualTo(2);
    Set<String> leases = new HashSet<>();
    for (String line : Files.readAllLines(exports.resolve("judgments.jsonl"))) {
      assertThat(leases.add(Json.MAPPER.readTree(line).path("lease").asText())).isTrue();
    }
    assertThat(
            Files.readAllLines(exports.resolve("batches/00007.labels.jsonl")).stream()
                .map(line -> line.contains("\"batch\":7"))
                .collect(Collectors.toSet()))
        .containsExactly(true);
  }
}
