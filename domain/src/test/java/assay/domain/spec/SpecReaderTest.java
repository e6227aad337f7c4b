package assay.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.domain.Classification;
import assay.domain.LikertScale;
import assay.domain.TaskType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {
  private static final String LEAST = "campaign: c\ninput: {pairs: p.jsonl}\n";

  private static SpecReader.Read read(String yaml) throws InvalidInput {
    return SpecReader.read("spec.yaml", yaml);
  }

  private static void refused(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(InvalidInput.class).hasMessage(message);
  }

  @Test
  void theLeastSpecHasEveryDefault() throws InvalidInput {
    CampaignSpec spec = read(LEAST).spec();
    assertThat(spec.review().redundancy()).isEqualTo(3);
    assertThat(spec.review().maxRedundancy()).isEqualTo(3);
    assertThat(spec.review().lease()).isEqualTo(Duration.ofMinutes(10));
    assertThat(spec.review().deadline()).isEqualTo(Duration.ofHours(24));
    assertThat(spec.review().specialization()).isEqualTo(CampaignSpec.Specialization.PREFERRED);
    assertThat(spec.review().language()).isEmpty();
    assertThat(spec.review().maxShare()).isZero();
    assertThat(spec.quality().rule()).isEqualTo(CampaignSpec.Rule.SEQUENTIAL);
    assertThat(spec.escalation().deadline()).isEqualTo(Duration.ofDays(3));
    assertThat(spec.aggregation().method()).isEqualTo(assay.domain.measure.inference.Method.AUTO);
    assertThat(spec.batch()).isEqualTo(new CampaignSpec.Batch(50, 20));
    assertThat(spec.rubric()).isEqualTo(SpecReader.DEFAULT_RUBRIC);
    assertThat(spec.review().wages()).isEqualTo(Wages.PER_TASK);
    assertThat(spec.review().qualification()).isNull();
    assertThat(spec.escalation().secondLook()).isFalse();
    assertThat(spec.quality().promoteExpert()).isFalse();
    assertThat(spec.quality().requalify()).isFalse();
    assertThat(spec.quality().repeatFraction()).isZero();
    assertThat(spec.reviewPay()).isEqualByComparingTo(new BigDecimal("0.3125"));
    assertThat(spec.expertPay()).isEqualByComparingTo(new BigDecimal("0.625"));
  }

  @Test
  void peopleArePaidByTheTaskOrByTheHour() throws InvalidInput {
    CampaignSpec task = read(LEAST + "review: {pay_usd: 0.2, wage_floor_usd: 15}\n").spec();
    assertThat(task.reviewPay()).isEqualByComparingTo("0.2");
    assertThat(task.mostReviewPay()).isEqualByComparingTo("0.2");
    assertThat(task.hourly(false)).isEmpty();
    assertThat(task.review().wages().floorUsd()).isEqualByComparingTo("15");
    CampaignSpec hour =
        read(LEAST + "review: {pay: per_hour, pay_usd: 20, max_seconds: 90}\n").spec();
    assertThat(hour.reviewPay()).isEqualByComparingTo("0.25");
    assertThat(hour.mostReviewPay()).isEqualByComparingTo("0.5");
    assertThat(hour.hourly(false)).hasValue(new BigDecimal("20"));
    assertThat(hour.hourly(true)).hasValue(new BigDecimal("50"));
    assertThat(hour.mostExpertPay()).isEqualByComparingTo("1.25");
    assertThat(Wages.measured(new BigDecimal("20"), 123, 90)).isEqualByComparingTo("0.068333");
    assertThat(Wages.measured(new BigDecimal("20"), 5000, 90)).isEqualByComparingTo("0.5");
  }

  @Test
  void defaultsWhoseWorkComesLaterAreLeftOutWithANotice() throws InvalidInput {
    assertThat(
            read(LEAST + "models: {m: {url: 'http://127.0.0.1:1/v1'}}\nprelabel: {judges: [m]}\n")
                .notices())
        .containsExactly(
            "export.formats: reward, kto and parquet are not available yet; labels, preference and"
                + " judgments are written");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "review: {adaptive: {target_confidence: 0.9}} ~ review.adaptive.target_confidence: 0.9 is"
            + " not available yet (adaptive redundancy); leave the field out or write 0",
        "review: {platform: label_studio} ~ review.platform: label_studio is not available yet"
            + " (other labeling platforms); leave the field out or write desk",
        "selection: {strategy: random} ~ selection.strategy: random is not available yet (choosing"
            + " what to label); leave the field out or write all",
        "selection: {budget: 10} ~ selection.budget: 10 is not available yet (choosing what to"
            + " label); leave the field out or write 0",
        "selection: {rounds: 2} ~ selection.rounds: 2 is not available yet (choosing what to"
            + " label); leave the field out or write 1",
        "export: {formats: [preference, kto]} ~ export.formats: kto is not available yet (more"
            + " export formats); leave the field out or write preference",
        "export: {ties: keep} ~ export.ties: keep is not available yet (other treatment of ties);"
            + " leave the field out or write drop",
      })
  void whatDoesNotWorkYetIsRefusedByName(String line, String message) {
    refused(LEAST + line.strip() + "\n", "spec.yaml:3: " + message.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "prelabel: {calibration: none, samples: 5, dimensions: true}",
        "prelabel: {calibration: isotonic, calibration_pairs: 50, max_error: 0.1, on_error: pause}",
        "prelabel: {canary: 20, canary_every: 5}",
        "quality: {rule: off}",
        "quality: {rule: false}",
        "selection: {strategy: all, budget: 0, rounds: 1, control_fraction: 0.1}",
        "aggregation: {method: majority}",
        "export: {formats: [preference], ties: drop}",
        "review: {adaptive: {target_confidence: 0, start: 1}, platform: desk}",
        "budget_usd: 0",
      })
  void whatWorksAlreadyMayBeWritten(String line) throws InvalidInput {
    assertThat(read(LEAST + line + "\n").spec().campaign()).isEqualTo("c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "revue: {redundancy: 3} ~ revue: unknown field; did you mean 'review'?",
        "review: {redundency: 3} ~ review.redundency: unknown field; did you mean 'redundancy'?",
        "batch: {colour: 1} ~ batch.colour: unknown field; known here: size, window",
        "review: {redundancy: 0} ~ review.redundancy: must be a whole number from 1 to 99, not 0",
        "review: {redundancy: many} ~ review.redundancy: must be a whole number from 1 to 99, not"
            + " 'many'",
        "review: {redundancy: 3, max_redundancy: 2} ~ review.max_redundancy: must be at least"
            + " redundancy (3), not 2",
        "review: {min_agreement: 1.5} ~ review.min_agreement: must be a number from 0 to 1, not"
            + " 1.5",
        "review: {lease: 10} ~ review.lease: must be a duration such as 30s, 10m or 24h, not '10'",
        "review: {pay_usd: -1} ~ review.pay_usd: must be an amount in US dollars, 0 or more, such"
            + " as 0.15, not -1",
        "review: {pay: hourly} ~ review.pay: must be one of per_task, per_hour, not 'hourly'",
        "review: {bonus: {usd: 2}} ~ review.bonus.after: is required: after how many judgments the"
            + " bonus is paid",
        "review: {bonus: {after: 50}} ~ review.bonus.usd: is required: an amount in US dollars"
            + " above 0",
        "review: {bonus: {after: 50, usd: 0.0000001}} ~ review.bonus.usd: must have at most 6"
            + " decimals, not 0.0000001",
        "review: {bonus: {after: 50, usd: 2, mingold: 1}} ~ review.bonus.mingold: unknown field;"
            + " did you mean 'min_gold'?",
        "review: {wage_flor_usd: 15} ~ review.wage_flor_usd: unknown field; did you mean"
            + " 'wage_floor_usd'?",
        "review: {qualification: {pass: 0.8}} ~ review.qualification.file: is required: a JSONL file"
            + " of gold lines, each with an \"explanation\"",
        "review: {qualification: {file: t.jsonl, tries: 0}} ~ review.qualification.tries: must be a"
            + " whole number from 1 to 99, not 0",
        "quality: {requalify: true} ~ quality.requalify: needs review.qualification: it is that test"
            + " that is taken again",
        "quality: {repeat_fraction: 0.6} ~ quality.repeat_fraction: must be a number from 0 to 0.5,"
            + " not 0.6",
        "quality: {promote_experts: true} ~ quality.promote_experts: unknown field; did you mean"
            + " 'promote_expert'?",
        "escalation: {second_look: maybe} ~ escalation.second_look: must be true or false, not"
            + " 'maybe'",
        "review: {tier: novice} ~ review.tier: must be one of crowd, trained, expert,"
            + " domain_specialist, not 'novice'",
        "scale: seven ~ scale: must be one of five, three, no_tie, not 'seven'",
        "prelabel: {calibration: none, max_error: 0.1} ~ prelabel.max_error: needs a calibration,"
            + " whose threshold it holds; leave it out or write 0",
        "prelabel: {canary: 4} ~ prelabel.canary: must be 0 (off) or at least 5 questions, not 4;"
            + " so few could never show a change",
        "prelabel: {canary_every: 0} ~ prelabel.canary_every: must be a whole number from 1 to"
            + " 1000000, not 0",
        "prelabel: {judges: [x]} ~ prelabel.judges: no model named 'x' under models",
        "prelabel: {judges: x} ~ prelabel.judges: must be a list of texts, such as [first, second]",
        "models: {m: {url: localhost}} ~ models.m.url: must be the endpoint's base, such as"
            + " http://127.0.0.1:8080/v1, not 'localhost'",
        "models: {m: {url: 'http://h/v1', api: gemini}} ~ models.m.api: must be one of openai,"
            + " anthropic, not 'gemini'",
        "models: {m: {url: 'http://h/v1', api: anthropic, lane: batch}} ~ models.m.lane: batch"
            + " files need api: openai; leave the field out or write calls",
        "models: {m: {url: 'http://h/v1', batch_discount: 2}} ~ models.m.batch_discount: must be a"
            + " share from 0 to 1, not 2",
        "review: 3 ~ review: must hold fields (name: value)",
        "generation: {strategy: best_of_n} ~ generation.strategy: this strategy needs scores: give"
            + " scoring as {judge: NAME} (a model that scores by the rubric) or {url: ADDRESS} (an"
            + " endpoint that scores)",
        "generation: {strategy: rejection} ~ generation.strategy: must be one of auto,"
            + " diverse_models, temperature_diversity, best_of_n, rejection_sampling, not"
            + " 'rejection'",
        "generation: {strategy: best_of_n, scoring: {judge: x}} ~ generation.scoring.judge: no"
            + " model named 'x' under models",
        "generation: {strategy: best_of_n, scoring: {}} ~ generation.scoring: must have either"
            + " judge (a name under models) or url (an endpoint)",
        "generation: {scoring: {judge: x, url: 'http://h/'}} ~ generation.scoring: must have either"
            + " judge (a name under models) or url (an endpoint)",
        "generation: {strategy: best_of_n, scoring: {url: there}} ~ generation.scoring.url: must be"
            + " the address that takes {prompt, response}, such as http://127.0.0.1:8090/score, not"
            + " 'there'",
        "generation: {strategy: best_of_n, scoring: {url: 'http://h/s', api_key: K}} ~"
            + " generation.scoring.api_key: unknown field; known here: api_key_env,"
            + " give_up_after, judge, max_concurrent, timeout, url",
        "generation: {strategy: rejection_sampling, scoring: {url: 'http://h/s'}} ~"
            + " generation.accept_score: is required with scoring.url: the least score of that"
            + " endpoint that is accepted",
        "generation: {accept_score: 11} ~ generation.accept_score: must be a number from 1 to 10,"
            + " not 11.0",
        "generation: {n: 1} ~ generation.n: must be a whole number from 2 to 64, not 1",
        "generation: {max_tries: 1} ~ generation.max_tries: must be a whole number from 2 to 64,"
            + " not 1",
        "generation: {regenerate: 11} ~ generation.regenerate: must be a whole number from 0 to 10,"
            + " not 11",
        "models: {m: {url: 'http://h/v1', verdict: json}} ~ models.m.verdict: must be one of text,"
            + " json_schema, not 'json'",
        "prelabel: {samples: 0} ~ prelabel.samples: must be a whole number from 1 to 50, not 0",
        "prelabel: {dimensions: some} ~ prelabel.dimensions: must be true or false, not 'some'",
      })
  void whatIsWrongIsNamedWithItsLineAndField(String line, String message) {
    refused(LEAST + line.strip() + "\n", "spec.yaml:3: " + message.strip());
  }

  @Test
  void theStrategyDecidesTheTemperatureAndWhoScores() throws InvalidInput {
    String models = LEAST + "models: {m: {url: 'http://127.0.0.1:1/v1'}}\n";
    CampaignSpec.Generation best =
        read(models + "prelabel: {judges: [m]}\ngeneration: {models: [m], strategy: best_of_n}\n")
            .spec()
            .generation();
    assertThat(best.temperature()).isEqualTo(0.8);
    assertThat(best.n()).isEqualTo(8);
    assertThat(best.regenerate()).isEqualTo(2);
    assertThat(best.scoring()).isEqualTo(new CampaignSpec.Scoring("m", null));

    CampaignSpec.Generation rejection =
        read(models
                + "generation: {models: [m], strategy: rejection_sampling, accept_score: -0.5,"
                + " scoring: {url: 'http://127.0.0.1:1/score', timeout: 5s}}\n")
            .spec()
            .generation();
    assertThat(rejection.temperature()).isEqualTo(0.7);
    assertThat(rejection.acceptScore()).isEqualTo(-0.5);
    assertThat(rejection.maxTries()).isEqualTo(8);
    CampaignSpec.Scoring scoring = Objects.requireNonNull(rejection.scoring());
    assertThat(scoring.judge()).isNull();
    assertThat(Objects.requireNonNull(scoring.endpoint()).timeout())
        .isEqualTo(Duration.ofSeconds(5));

    CampaignSpec.Generation diverse =
        read(models + "prelabel: {judges: [m]}\ngeneration: {models: [m]}\n").spec().generation();
    assertThat(diverse.scoring()).isNull();
    assertThat(diverse.acceptScore()).isEqualTo(7);
  }

  @Test
  void aJudgeThatScoresNeedsADimension() {
    refused(
        LEAST
            + "models: {m: {url: 'http://127.0.0.1:1/v1'}}\nrubric: {}\n"
            + "generation: {models: [m], strategy: best_of_n, scoring: {judge: m}}\n",
        "spec.yaml:4: rubric: must have a dimension: generation.scoring judges by it");
  }

  @Test
  void everyProblemIsNamedInTheOrderOfLines() {
    refused(
        "scale: six\ncampaign: Not OK\nreview:\n  redundancy: x\n  redundancy: 2\n",
        """
        spec.yaml:1: scale: must be one of five, three, no_tie, not 'six'
        spec.yaml:1: input: is required: pairs (a JSONL file of ready pairs) or prompts (with generation)
        spec.yaml:2: campaign: must be 1 to 64 lower-case letters, digits or hyphens, not 'Not OK'
        spec.yaml:5: review.redundancy: is given twice; keep one\
        """);
  }

  @Test
  void whatIsNoYamlIsToldWithItsLine() {
    refused(
        "campaign: [c\n",
        "spec.yaml:2: is not valid YAML: expected ',' or ']', but got <stream end>");
    refused("", "spec.yaml: is empty; a campaign needs at least campaign and input");
    refused(
        "campaign: c\ninput: {pairs: p}\n? [a]\n: 1\n",
        "spec.yaml:3: a field's name must be a plain word");
  }

  @Test
  void aFieldKnowsItsLine() throws InvalidInput {
    SpecReader.Read read = read("campaign: c\ninput:\n  pairs: p.jsonl\n");
    assertThat(read.line("input.pairs")).isEqualTo(3);
    assertThat(read.line("input.gold")).isEqualTo(2);
    assertThat(read.line("guidelines")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          {task_type: likert, input: {pairs: p}} ~ task_type: must be one of preference_ranking, likert_scale, classification, span_annotation, free_text, pairwise_comparison, multi_turn_dialog, not 'likert'
          {task_type: likert_scale, input: {pairs: p, items: i}} ~ input.pairs: is for pairwise_comparison; likert_scale takes items
          {task_type: preference_ranking, input: {gold: g}} ~ input: is required: items (a JSONL file of what people look at)
          {input: {pairs: p, items: i}} ~ input.items: is for other task types; pairwise_comparison takes pairs or prompts
          {task_type: free_text, input: {items: i, gold: g}} ~ input.gold: has no meaning for free_text: no text is the right one; leave it out
          {task_type: free_text, input: {items: i}, review: {min_agreement: 0.8}} ~ review.min_agreement: is not asked of free_text: as many texts as redundancy settle an item; leave it out
          {task_type: classification, input: {items: i}} ~ labels: is required for classification: what may be chosen, such as [safe, unsafe]
          {task_type: classification, input: {items: i}, labels: [one]} ~ labels: must have two labels or more, or there is nothing to choose
          {task_type: span_annotation, input: {items: i}, labels: [a, a]} ~ labels: names 'a' twice
          {task_type: multi_turn_dialog, input: {items: i}, labels: [a, ' ']} ~ labels: must be texts of 1 to 64 characters without line breaks, not ' '
          {task_type: likert_scale, input: {items: i}, labels: [a, b]} ~ labels: is for classification, span_annotation and multi_turn_dialog only; leave it out
          {task_type: likert_scale, input: {items: i}, points: 11} ~ points: must be a whole number from 2 to 10, not 11
          {task_type: likert_scale, input: {items: i}, rubric: {}} ~ rubric: must have a dimension: likert_scale rates responses by it
          {task_type: free_text, input: {items: i}, review: {qualification: {file: q}}} ~ review.qualification: asks questions with right answers; free_text has none: no text is the right one. Leave it out
          {task_type: free_text, input: {items: i}, quality: {promote_expert: true}} ~ quality.promote_expert: makes right answers of experts'; free_text has none: no text is the right one. Leave it out
          {task_type: free_text, input: {items: i}, quality: {repeat_fraction: 0.1}} ~ quality.repeat_fraction: looks for answers that are the same again; free_text has none: no text is the right one. Leave it out
          {task_type: free_text, input: {items: i}, points: 5} ~ points: is for likert_scale only; leave it out
          {task_type: free_text, input: {items: i}, scale: five} ~ scale: is for pairwise_comparison only; leave it out
          {task_type: free_text, input: {items: i}, aggregation: {method: glad}} ~ aggregation.method: must be one of auto, majority, weighted for free_text, not 'glad': its answers are no labels
          {task_type: free_text, input: {items: i}, models: {m: {url: 'http://127.0.0.1:1/v1'}}, prelabel: {judges: [m]}} ~ prelabel.judges: judge pairs, for pairwise_comparison; people label everything of free_text: leave it out
          {task_type: free_text, input: {items: i}, models: {m: {url: 'http://127.0.0.1:1/v1'}}, generation: {models: [m]}} ~ generation: writes pairs, for pairwise_comparison; free_text takes ready items (input.items)
          """)
  void whatATaskTypeDoesNotTakeIsNamed(String fields, String message) {
    refused(
        "{campaign: c, " + fields.strip().substring(1) + "\n", "spec.yaml:1: " + message.strip());
  }

  @Test
  void goldThatNobodyCanBeShownIsNoticed() throws InvalidInput {
    String text = "campaign: c\ntask_type: free_text\ninput: {items: i}\n";
    assertThat(read(text + "review: {gold_fraction: 0.2}\n").notices())
        .contains(
            "review.gold_fraction: free_text has no gold, for no text is the right one; nobody is"
                + " shown any");
    assertThat(read(text).notices()).noneMatch(notice -> notice.contains("gold"));
  }

  @Test
  void everyTypeTakesWhatRestsOnAnswersThatItHas() throws InvalidInput {
    String all =
        "review: {qualification: {file: q}}\nescalation: {second_look: true}\n"
            + "quality: {promote_expert: true, requalify: true, repeat_fraction: 0.1}\n";
    for (String type : TaskType.NAMES) {
      boolean pairs = type.equals("pairwise_comparison");
      boolean labels =
          List.of("classification", "span_annotation", "multi_turn_dialog").contains(type);
      String task =
          "campaign: c\ntask_type: %s\ninput: {%s: i}\n%s"
              .formatted(type, pairs ? "pairs" : "items", labels ? "labels: [a, b]\n" : "");
      boolean text = type.equals("free_text");
      CampaignSpec spec = read(task + (text ? "escalation: {second_look: true}\n" : all)).spec();
      assertThat(spec.escalation().secondLook()).isTrue();
      assertThat(spec.review().qualification() == null).isEqualTo(text);
    }
  }

  @Test
  void aTypeKnowsItsLabelsPointsAndDimensions() throws InvalidInput {
    String items = "campaign: c\ninput: {items: i.jsonl}\n";
    assertThat(read(items + "task_type: likert_scale\nrubric: {tone: 1, truth: 2}\n").spec().task())
        .isEqualTo(new LikertScale(List.of("tone", "truth"), 5));
    assertThat(read(items + "task_type: classification\nlabels: [safe, unsafe]\n").spec().task())
        .isEqualTo(new Classification(List.of("safe", "unsafe")));
  }
}
