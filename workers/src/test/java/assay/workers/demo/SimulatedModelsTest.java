package assay.workers.demo;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.model.ChatAnswer;
import assay.activities.model.ChatClient;
import assay.activities.model.ChatRequest;
import assay.activities.model.ChatResult;
import assay.activities.store.Database;
import assay.activities.store.TestDatabase;
import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Prompt;
import assay.domain.Verdict;
import assay.domain.judge.JudgePrompt;
import assay.domain.judge.Opinion;
import assay.domain.judge.VerdictParser;
import assay.domain.judge.VerdictProbabilities;
import assay.domain.judge.VerdictRule;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.CampaignSpec.VerdictForm;
import assay.domain.spec.SpecReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks over real HTTP, with the client and the wording that a campaign uses. */
class SimulatedModelsTest {
  @TempDir Path folder;
  private final SimulatedModels models = SimulatedModels.start();
  private final Database database = Database.connect(TestDatabase.fresh().jdbcUrl(), 4);
  private final ChatClient client = new ChatClient(database.jdbi());
  private CampaignSpec spec;

  @BeforeEach
  void readSpec() throws Exception {
    Path file = DemoSpec.write(folder, models.url());
    spec = SpecReader.read("spec.yaml", Files.readString(file)).spec();
  }

  @AfterEach
  void stop() {
    models.close();
    database.close();
  }

  @Test
  void anHonestJudgeAcceptsWhatIsClearAndLeavesTheRestToPeople() throws Exception {
    List<Judged> judged =
        inParallel(
            DemoPrompts.items().stream().map(i -> (Callable<Judged>) () -> judge(i)).toList());

    long good = judged.stream().filter(j -> j.careful == Quality.GOOD).count();
    long fair = judged.stream().filter(j -> j.hasty == Quality.FAIR).count();
    assertThat(good).as("careful answers that are good").isBetween(35L, 49L);
    assertThat(fair).as("hasty answers that are fair").isBetween(25L, 41L);
    assertThat(judged).noneMatch(j -> j.careful == Quality.POOR || j.hasty == Quality.GOOD);

    List<Judged> accepted = judged.stream().filter(Judged::accepted).toList();
    long right = accepted.stream().filter(Judged::right).count();
    System.out.printf(
        "The critic accepts %d of %d, %d of them right.%n", accepted.size(), judged.size(), right);
    assertThat(accepted.size()).isBetween(18, 42);
    assertThat(right).isGreaterThanOrEqualTo(accepted.size() * 9L / 10);
  }

  @Test
  void theSameQuestionGetsTheSameAnswer() throws Exception {
    DemoItem item = DemoPrompts.items().get(5);
    List<Message> question = List.of(new Message("user", item.prompt()));
    assertThat(ask("hasty", question, 7, 0)).isEqualTo(ask("hasty", question, 7, 0));
  }

  @Test
  void logProbabilitiesOfAVerdictSumToOne() throws Exception {
    DemoItem item = DemoPrompts.items().get(3);
    List<Message> question =
        JudgePrompt.question(
            spec, spec.model("critic"), pair(item, item.good(), item.poor()), false);
    ChatAnswer answer = ask("critic", question, 1, 5);
    assertThat(answer.content()).endsWith("\nVERDICT: A>>B");
    assertThat(answer.promptTokens()).isGreaterThan(100);
    assertThat(answer.tokens().getLast().alternatives()).hasSize(5);
    assertThat(
            answer.tokens().getLast().alternatives().stream()
                .mapToDouble(a -> Math.exp(a.logProbability()))
                .sum())
        .isBetween(0.999999, 1.000001);
    assertThat(ask("critic", question, 1, 0).tokens()).isEmpty();
  }

  @Test
  void whatItDoesNotKnowItSays() throws Exception {
    List<Message> question = List.of(new Message("user", "Who won?"));
    assertThat(ask("careful", question, 1, 0).content())
        .isEqualTo("This simulated model only knows the demo's own prompts.");
    CampaignSpec.Model careful = spec.model("careful");
    CampaignSpec.Model other =
        new CampaignSpec.Model(
            models.url(),
            "other",
            careful.api(),
            "",
            "",
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            1,
            0,
            0,
            careful.timeout(),
            careful.giveUpAfter(),
            null,
            VerdictForm.TEXT);
    assertThat(client.ask(new ChatRequest(other, question, 0.7, 100, 1, 0)))
        .isInstanceOfSatisfying(
            ChatResult.Down.class,
            down ->
                assertThat(down.reason())
                    .isEqualTo(
                        "refused with status 404: no model 'other'; there are careful, hasty,"
                            + " critic"));
  }

  private record Judged(Quality careful, Quality hasty, Optional<Verdict> verdict) {
    boolean accepted() {
      return verdict.map(v -> v.confidence() >= 850_000).orElse(false);
    }

    boolean right() {
      int difference = careful.above(hasty);
      PreferenceLabel label = verdict.orElseThrow().label();
      return label != null && Integer.signum(label.margin()) == Integer.signum(difference);
    }
  }

  private Judged judge(DemoItem item) throws Exception {
    List<Message> question = List.of(new Message("user", item.prompt()));
    String careful = ask("careful", question, 11, 0).content();
    String hasty = ask("hasty", question, 12, 0).content();
    assertThat(careful).isNotEqualTo(hasty);
    Pair pair = pair(item, careful, hasty);
    Optional<Opinion> ab = opinion(pair, false);
    Optional<Opinion> ba = opinion(pair, true);
    return new Judged(
        item.quality(careful).orElseThrow(),
        item.quality(hasty).orElseThrow(),
        ab.flatMap(
            first -> ba.map(second -> VerdictRule.both(List.of(first), List.of(second), false))));
  }

  private Optional<Opinion> opinion(Pair pair, boolean swapped) throws Exception {
    ChatAnswer answer =
        ask("critic", JudgePrompt.question(spec, spec.model("critic"), pair, swapped), 13, 5);
    return VerdictParser.parse(answer.content(), spec.scale())
        .map(
            label ->
                new Opinion(
                    label,
                    VerdictProbabilities.of(answer.tokens(), spec.scale(), VerdictForm.TEXT)
                        .orElseThrow(),
                    0,
                    null));
  }

  private static Pair pair(DemoItem item, String a, String b) {
    return new Pair(0, item.id(), Prompt.ofText(item.prompt()), a, b, null, 0, null, null);
  }

  private ChatAnswer ask(String model, List<Message> messages, long seed, int top)
      throws InterruptedException {
    ChatResult result =
        client.ask(new ChatRequest(spec.model(model), messages, 0.7, 500, seed, top));
    assertThat(result).isInstanceOf(ChatResult.Answered.class);
    return ((ChatResult.Answered) result).answer();
  }

  private static <T> List<T> inParallel(List<Callable<T>> calls) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new java.util.ArrayList<>();
      for (Future<T> each : threads.invokeAll(calls)) {
        results.add(each.get());
      }
      return results;
    }
  }
}
