package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.store.Campaigns;
import assay.activities.store.Evidence;
import assay.activities.store.GoldLife;
import assay.activities.store.GoldPool;
import assay.activities.store.Json;
import assay.activities.store.Timeline;
import assay.domain.Answer;
import assay.domain.Judgment;
import assay.domain.Tally;
import assay.domain.TaskType;
import assay.domain.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the desk does with labels, for each type of task: all of it but what rests on a wrong one.
 */
class EveryTypeTest {
  private static final String TWO =
      "review: {redundancy: 2, max_redundancy: 2, gold_fraction: 0, min_seconds: 0}\n";

  static Stream<TaskTypeCase> all() {
    return TaskTypeCase.all();
  }

  /** Those whose answers can be right; of a free text none is. */
  static Stream<TaskTypeCase> comparable() {
    return TaskTypeCase.all().filter(type -> !type.text());
  }

  /** Hands in what is said relative to the input's order. */
  private static Receipt submit(TestCampaign campaign, int person, Task task, String fields) {
    return campaign.desk.submit(person, task.lease(), TaskTypeCase.submission(fields, task));
  }

  private static ObjectNode shown(Task task, String fields) {
    return TaskTypeCase.body(fields, Json.MAPPER.valueToTree(task));
  }

  private static Task say(TestCampaign campaign, int person, String fields) {
    Task task = campaign.next(person);
    submit(campaign, person, task, fields);
    return task;
  }

  /** The answer in the input's order, as it is stored. */
  private static String stored(TestCampaign campaign, String fields) {
    TaskType task = stored(campaign).spec().task();
    JsonNode value =
        TaskTypeCase.value(Json.read(TaskTypeCase.quoted("{" + fields + "}"), ObjectNode.class));
    try {
      return task.read(
              value,
              () -> new assay.activities.store.Pairs(campaign.jdbi()).range(1, 0, 1).getFirst())
          .encode();
    } catch (assay.domain.UnusableAnswer e) {
      throw new AssertionError(e);
    }
  }

  private static Campaigns.Campaign stored(TestCampaign campaign) {
    return new Campaigns(campaign.jdbi()).get(TestCampaign.NAME);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSuspendedPersonsAnswersAreVoidedAndTheirItemIsAnsweredAgain(TaskTypeCase type) {
    try (TestCampaign campaign = TestCampaign.ofType(type, 1, 0, TWO).bystanders().open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      int cy = campaign.person("cy");
      Task voided = say(campaign, ann, type.hard().get(0));
      say(campaign, bob, type.easy());
      assertThat(campaign.desk.next(cy, null)).as("both places are taken").isEmpty();

      new Suspending(campaign.jdbi()).suspend(ann);

      assertThat(
              campaign.text(
                  "string_agg(kind || ' ' || lease || ' ' || reopened, ',') from event where kind = 'voided'"))
          .isEqualTo("voided " + voided.lease() + " true");
      say(campaign, cy, type.easy());
      int seq = campaign.opening.closeAll(TestCampaign.NAME, 1).lastSeq();
      List<Judgment> counted = new Evidence(campaign.jdbi()).upTo(stored(campaign), 1, seq).of(0);
      assertThat(counted)
          .extracting(judgment -> judgment.answer().encode())
          .containsExactly(stored(campaign, type.easy()), stored(campaign, type.easy()));
      TaskType task = stored(campaign).spec().task();
      List<Answer> answers = counted.stream().map(Judgment::answer).toList();
      assertThat(task.support(answers)).hasValue(1);
      assertThat(task.agreement(answers.getFirst(), task.consensus(Tally.equal(answers)).label()))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void anAnswerIsTakenBackWhileItsItemIsNotDecided(TaskTypeCase type) {
    try (TestCampaign campaign = TestCampaign.ofType(type, 1, 0, TWO).bystanders().open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      Task first = say(campaign, ann, type.hard().get(0));
      Task again = campaign.desk.undo(ann, first.lease());
      assertThat(again.item()).isEqualTo(first.item());
      submit(campaign, ann, again, type.easy());
      Task last = say(campaign, bob, type.easy());
      assertThat(campaign.text("string_agg(answer, '/' order by number) from lease where counted"))
          .isEqualTo(stored(campaign, type.easy()) + "/" + stored(campaign, type.easy()));
      assertThatThrownBy(() -> campaign.desk.undo(bob, last.lease()))
          .hasMessage("This label can no longer be taken back: its item is decided or closed.");
      assertThat(campaign.count("event where kind = 'withdrawn'")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("comparable")
  void anItemThatComesAgainShowsWhoSaysSomethingElse(TaskTypeCase type) {
    String half =
        "review: {min_seconds: 0, gold_fraction: 0, redundancy: 2}\nquality: {repeat_fraction: 0.5}";
    try (TestCampaign campaign = TestCampaign.ofType(type, 60, 0, half).bystanders().open()) {
      int ann = campaign.person("ann");
      String repeats = "lease where stage = 'repeat'";
      while (campaign.count(repeats) < 2) {
        Task task = campaign.next(ann);
        boolean second =
            campaign.count(repeats + " and state = 'active'") == 1 && campaign.count(repeats) == 2;
        submit(campaign, ann, task, second ? type.wrong() : type.easy());
      }
      while (campaign.count(repeats + " and state = 'active'") == 1) {
        submit(campaign, ann, campaign.next(ann), type.wrong());
      }
      assertThat(campaign.text("string_agg(flags::text, ' ' order by number) from " + repeats))
          .isEqualTo("{} {inconsistent}");
      boolean pairs = type.type().equals("pairwise_comparison");
      assertThat(campaign.count("lease where swapped") > 0).isEqualTo(pairs);
    }
  }

  @ParameterizedTest
  @MethodSource("comparable")
  void aTestTeachesAdmitsAndLiftsAPause(TaskTypeCase type) {
    String yaml =
        "review: {min_seconds: 0, gold_fraction: 0, redundancy: 1,"
            + " qualification: {file: q.jsonl, pass: 0.5, tries: 1}}\nquality: {requalify: true}\n";
    try (TestCampaign campaign = TestCampaign.ofType(type, 3, 0, yaml).bystanders().open()) {
      int ann = campaign.person("ann");
      assertThat(campaign.desk.examples(ann, "test"))
          .extracting(example -> example.label().toString() + example.explanation())
          .containsExactly(TaskTypeCase.quoted(type.gold()) + "See.");
      Task first = campaign.next(ann);
      assertThat(first.practice()).isTrue();
      assertThat(first.points()).isEqualTo(type.type().equals("likert_scale") ? 5 : null);
      Receipt.Practised wrong =
          Objects.requireNonNull(submit(campaign, ann, first, type.wrong()).practice());
      assertThat(wrong.right()).isFalse();
      assertThat(wrong.label()).isEqualTo(known(type, first));
      assertThat(wrong.explanation()).isEqualTo("So it is.");
      Task second = campaign.next(ann);
      Receipt right = submit(campaign, ann, second, type.easy());
      assertThat(Objects.requireNonNull(right.practice()).right()).isTrue();
      assertThat(right.practice().outcome()).isEqualTo(Receipt.Outcome.PASSED);
      assertThat(submit(campaign, ann, second, type.easy())).as("sent again").isEqualTo(right);

      assertThat(say(campaign, ann, type.easy()).practice()).isNull();
      campaign.sql("update member set standing = 'paused', gold_seen = 9, gold_right = 1");
      submit(campaign, ann, campaign.next(ann), type.easy());
      submit(campaign, ann, campaign.next(ann), type.easy());
      assertThat(campaign.desk.me(ann).paused()).isEmpty();
      assertThat(say(campaign, ann, type.easy()).practice()).isNull();
    }
  }

  /** The right answer as it is shown. */
  private static JsonNode known(TaskTypeCase type, Task task) {
    String fields =
        switch (type.type()) {
          case "pairwise_comparison", "classification" -> "'label':" + type.gold();
          case "preference_ranking" -> "'ranking':" + type.gold();
          default -> "'any':" + type.gold();
        };
    return TaskTypeCase.value(shown(task, fields));
  }

  @ParameterizedTest
  @MethodSource("all")
  void anExpertSeesWhatPeopleSaidAndRevises(TaskTypeCase type) {
    try (TestCampaign campaign =
        TestCampaign.ofType(type, 1, 0, TWO + "escalation: {second_look: true}").open()) {
      List<Integer> people = campaign.people(2);
      say(campaign, people.get(0), type.hard().get(0));
      say(campaign, people.get(1), type.hard().get(1));
      campaign.opening.escalate(TestCampaign.NAME, 1, new int[] {0});
      int eve = campaign.person("eve", Tier.EXPERT);
      Task task = campaign.next(eve);
      String decided = type.text() ? "'text':'an expert says'" : type.decided();
      assertThat(submit(campaign, eve, task, decided).secondLook()).isTrue();
      assertThat(campaign.desk.secondLook(eve, task.lease()).labels())
          .extracting(SecondLook.Said::label)
          .containsExactlyInAnyOrder(
              TaskTypeCase.value(shown(task, type.hard().get(0))),
              TaskTypeCase.value(shown(task, type.hard().get(1))));
      campaign.desk.revise(eve, task.lease(), TaskTypeCase.submission(type.easy(), task));

      int seq = campaign.opening.closeAll(TestCampaign.NAME, 1).lastSeq();
      assertThat(new Evidence(campaign.jdbi()).upTo(stored(campaign), 1, seq).of(0))
          .filteredOn(judgment -> judgment.stage() == assay.domain.Stage.EXPERT)
          .extracting(judgment -> judgment.answer().encode())
          .containsExactly(stored(campaign, type.easy()));
      assertThat(
              campaign.text(
                  "string_agg(answer || '/' || why, '; ' order by number) from lease"
                      + " where stage = 'expert'"))
          .isEqualTo(
              "%s/superseded; %s/revised"
                  .formatted(stored(campaign, decided), stored(campaign, type.easy())));
    }
  }

  @ParameterizedTest
  @MethodSource("comparable")
  void goldIsMissedContestedAndSuspected(TaskTypeCase type) {
    String much = "review: {gold_fraction: 0.9, min_seconds: 0}\nquality: {rule: off}";
    try (TestCampaign campaign = TestCampaign.ofType(type, 20, 1, much).open()) {
      TaskType task = stored(campaign).spec().task();
      new GoldPool(campaign.jdbi())
          .add(task, new assay.activities.store.Pairs(campaign.jdbi()).range(1, 20, 1));
      for (int person : campaign.people(5)) {
        Task gold = nextGold(campaign, person);
        submit(campaign, person, gold, person > 2 ? type.wrong() : type.easy());
        campaign.desk.contest(person, gold.lease(), "Not so.");
      }
      GoldLife.Question question = new GoldLife(campaign.jdbi()).questions().getFirst();
      assertThat(question.taskType()).isEqualTo(type.type());
      assertThat(question.label().toString()).isEqualTo(TaskTypeCase.quoted(type.gold()));
      assertThat(question.answered()).isEqualTo(5);
      assertThat(question.right()).isEqualTo(2);
      assertThat(question.contested()).isEqualTo(5);
      assertThat(question.suspect()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("comparable")
  void whoMissesGoldIsPausedAndWhoIsRightIsNot(TaskTypeCase type) {
    String rule =
        "review: {gold_fraction: 0.9, min_seconds: 0, redundancy: 2}\n"
            + "quality: {rule: threshold, min_gold: 3, gold_threshold: 0.6}";
    try (TestCampaign campaign = TestCampaign.ofType(type, 20, 6, rule).bystanders().open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      while (campaign.desk.next(ann, null).isPresent()) {
        say(campaign, ann, type.wrong());
      }
      while (campaign.desk.next(bob, null).isPresent()) {
        say(campaign, bob, type.easy());
      }
      assertThat(campaign.desk.me(ann).paused()).containsExactly(TestCampaign.NAME);
      assertThat(campaign.desk.me(bob).paused()).isEmpty();
      assertThat(campaign.count("lease where member = 2 and flags <> '{}'")).isZero();
    }
  }

  private static Task nextGold(TestCampaign campaign, int person) {
    Task task = campaign.next(person);
    while (campaign.count("lease where stage = 'gold' and number = " + task.lease()) == 0) {
      campaign.desk.skip(person, task.lease(), "");
      task = campaign.next(person);
    }
    return task;
  }

  @ParameterizedTest
  @MethodSource("comparable")
  void whatExpertsAgreeOnBecomesGoldOfItsType(TaskTypeCase type) {
    String two = "review: {redundancy: 1, gold_fraction: 0}\nescalation: {redundancy: 2}";
    try (TestCampaign campaign = TestCampaign.ofType(type, 2, 0, two).open()) {
      campaign.opening.escalate(TestCampaign.NAME, 1, new int[] {0, 1});
      int eve = campaign.person("eve", Tier.EXPERT);
      int fay = campaign.person("fay", Tier.EXPERT);
      for (int i = 0; i < 2; i++) {
        say(campaign, eve, type.easy());
        Task task = campaign.next(fay);
        submit(campaign, fay, task, i == 0 ? type.easy() : type.wrong());
      }
      TaskType task = stored(campaign).spec().task();
      for (int pair = 0; pair < 2; pair++) {
        List<Answer> said =
            campaign
                .jdbi()
                .withHandle(
                    h ->
                        h.createQuery("select answer from lease where pair = 0 order by number")
                            .mapTo(String.class)
                            .map(task::decode)
                            .list());
        int index = pair;
        campaign
            .jdbi()
            .useHandle(
                h ->
                    h.execute(
                        "insert into label (campaign, ix, batch, label, confidence, margin,"
                            + " decided_by, votes) values (1, ?, 1, ?, 1000000, 0, 'expert', '{}')",
                        index,
                        task.consensus(Tally.equal(List.of(said.getFirst()))).label().encode()));
      }
      GoldLife gold = new GoldLife(campaign.jdbi());
      assertThat(gold.refusal(TestCampaign.NAME)).isEmpty();
      assertThat(gold.promote(TestCampaign.NAME)).as("one they agree on").isEqualTo(1);
      assertThat(gold.promote(TestCampaign.NAME)).as("again").isZero();
      GoldPool.Known known = new GoldPool(campaign.jdbi()).all().getFirst();
      assertThat(known.taskType()).isEqualTo(type.type());
      assertThat(known.label())
          .isEqualTo(
              TaskTypeCase.value(
                  Json.read(TaskTypeCase.quoted("{" + type.easy() + "}"), ObjectNode.class)));
      assertThat(
              Objects.requireNonNull(gold.questions().getFirst().evidence())
                  .path("experts")
                  .path(1)
                  .path("label"))
          .isEqualTo(known.label());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void agreementOverTimeIsMeasuredAsTheTypeDoes(TaskTypeCase type) {
    try (TestCampaign campaign = TestCampaign.ofType(type, 1, 0, TWO).open()) {
      List<Integer> people = campaign.people(2);
      say(campaign, people.get(0), type.hard().get(0));
      say(campaign, people.get(1), type.hard().get(1));
      TaskType task = stored(campaign).spec().task();
      double expected =
          task.agreement(
              task.decode(stored(campaign, type.hard().get(0))),
              task.decode(stored(campaign, type.hard().get(1))));
      Instant now = Instant.now();
      List<Timeline.Span> spans =
          new Timeline(campaign.jdbi())
              .of(stored(campaign), now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)));
      List<Timeline.Span> compared = spans.stream().filter(span -> span.comparisons() > 0).toList();
      assertThat(compared).hasSize(type.text() ? 0 : 1);
      if (!type.text()) {
        assertThat(compared.getFirst().comparisons()).isEqualTo(1);
        assertThat(compared.getFirst().agreed().doubleValue())
            .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(compared.getFirst().agreed()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
      }
    }
  }
}
