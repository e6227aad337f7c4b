package assay.workers.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.store.CampaignStore;
import assay.activities.store.GoldPool;
import assay.activities.store.Pairs;
import assay.domain.Classification;
import assay.domain.Pair;
import assay.domain.TaskType;
import assay.domain.spec.InvalidInput;
import assay.workflows.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read, checked and stored before a campaign runs. */
class CampaignStartTest extends ServiceFixture {
  @Test
  void startingStoresEveryCharacterAndRunsTheWorkflow() throws Exception {
    CampaignService.Start start = service.start(write("spec.yaml", SPEC));
    assertThat(start.outcome()).isEqualTo(CampaignService.Outcome.STARTED);
    List<Pair> pairs = new Pairs(database.jdbi()).range(1, 0, 10);
    assertThat(pairs)
        .extracting(Pair::id, p -> p.prompt().text(), Pair::responseA, Pair::responseB)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("one", "Tab\there, \\N and \\. too", "a\nb\r", ""),
            org.assertj.core.groups.Tuple.tuple("line-2", "hi", "x", "x"));
    assertThat(client.newUntypedWorkflowStub(Names.workflowId("demo")).describe().getStatus())
        .hasToString("WORKFLOW_EXECUTION_STATUS_RUNNING");
    String file = folder.resolve("pairs.jsonl").toString();
    assertThat(start.warnings())
        .containsExactly(
            "export.formats: reward, kto and parquet are not available yet; labels, preference and"
                + " judgments are written",
            file + ": 1 pair has an empty response; labelled as given",
            file + ": 1 pair has two identical responses; labelled as given",
            "nobody of tier trained is active; add people with: ./assay annotator add NAME --tier"
                + " trained",
            "nobody of tier expert is active; add people with: ./assay annotator add NAME --tier"
                + " expert; they decide what the reviewers disagree on",
            "0 gold questions, but about 1 are needed for review.gold_fraction 0.1 with 3"
                + " reviewers; when a person has seen them all, no more is shown");
  }

  @Test
  void theTestBeforePaidWorkIsStoredWithTheCampaignAndIsPartOfIt() throws Exception {
    Path spec = write("spec.yaml", SPEC + "review: {qualification: {file: test.jsonl}}\n");
    int line = (int) Files.readString(spec).lines().count();
    assertThatThrownBy(() -> service.start(spec))
        .hasMessage(
            "%s:%d: review.qualification.file: there is no file %s"
                .formatted(spec, line, folder.resolve("test.jsonl")));
    String question =
        "{\"prompt\":\"p\",\"response_a\":\"a\",\"response_b\":\"b\",\"label\":\"A>\",\"explanation\":\"why\"}\n";
    Path test = write("test.jsonl", question.replace("explanation", "because"));
    assertThatThrownBy(() -> service.start(spec))
        .hasMessage(
            "%s:1: explanation: is required: a text that says why the label is right"
                .formatted(test));
    write("test.jsonl", question);
    service.start(spec);
    String stored =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("select explanation || ' ' || label from question")
                        .mapTo(String.class)
                        .one());
    assertThat(stored).isEqualTo("why A>");
    write("test.jsonl", question.replace("why", "because"));
    assertThatThrownBy(() -> service.start(spec))
        .hasMessageStartingWith("There is already a campaign named demo, with another spec");
  }

  @Test
  void theSameContentGoesOnAndAnotherIsRefused() throws Exception {
    service.start(write("spec.yaml", SPEC));
    assertThat(service.start(write("moved.yaml", "# a comment\n" + SPEC)).outcome())
        .isEqualTo(CampaignService.Outcome.RESUMED);
    Path other = write("spec.yaml", SPEC + "review: {redundancy: 1}\n");
    String refusal =
        "There is already a campaign named demo, with another spec or other inputs. Give this one"
            + " another name, or start that one's own spec to go on with it.";
    assertThatThrownBy(() -> service.start(other)).isInstanceOf(Refusal.class).hasMessage(refusal);
    write("pairs.jsonl", PAIRS.replace("hi", "ho"));
    Path same = write("spec.yaml", SPEC);
    assertThatThrownBy(() -> service.start(same)).isInstanceOf(Refusal.class).hasMessage(refusal);
    assertThat(campaigns()).isEqualTo(1);
  }

  @Test
  void everyProblemOfAllFilesIsNamedAndNothingStarts() throws Exception {
    Path pairs =
        write(
            "pairs.jsonl",
            "{\"prompt\": 1}\n"
                + "not json\n"
                + "{\"id\": \"g\", \"prompt\": \"p\", \"response_a\": \"\", \"response_b\":"
                + " \"\"}\n");
    Path gold =
        write(
            "gold.jsonl",
            "{\"id\": \"g\", \"prompt\": \"p\", \"response_a\": \"\", \"response_b\": \"\","
                + " \"label\": \"A\"}\n");
    Path spec =
        write("spec.yaml", "campaign: demo\ninput: {pairs: pairs.jsonl, gold: gold.jsonl}\n");
    assertThatThrownBy(() -> service.start(spec))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            """
            %1$s:1: prompt: must be a text or a list of {"role": text, "content": text}
            %1$s:1: response_a: is required: a text (it may be empty)
            %1$s:1: response_b: is required: a text (it may be empty)
            %1$s:2: is not valid JSON: Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            %2$s:1: id: 'g' is already used by an earlier line; every id must be its own
            %2$s:1: label: must be one of A>> A> = B> B>>, not 'A'\
            """
                .formatted(pairs, gold));
    assertThat(campaigns()).isZero();
  }

  @Test
  void aFileThatIsNotThereIsNamedWithItsPlaceInTheSpec() throws Exception {
    Path spec = write("spec.yaml", "campaign: demo\ninput:\n  pairs: none.jsonl\n  gold: .\n");
    assertThatThrownBy(() -> service.start(spec))
        .hasMessage(
            "%s:3: input.pairs: there is no file %s\n%s:4: input.gold: %s is a folder, not a file"
                .formatted(spec, folder.resolve("none.jsonl"), spec, spec.resolveSibling(".")));
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> service.start(missing))
        .hasMessage(missing + ": there is no such file");
    Path lost = write("lost.yaml", SPEC + "guidelines: g.md\n");
    assertThatThrownBy(() -> service.start(lost))
        .hasMessage(lost + ":3: guidelines: there is no file " + folder.resolve("g.md"));
  }

  @Test
  void aModelThatIsNotThereIsNamedAndNothingStarts() throws Exception {
    Path spec =
        write(
            "spec.yaml",
            SPEC
                + "models:\n"
                + "  judge: {url: 'http://127.0.0.1:1/v1'}\n"
                + "  other: {url: 'http://127.0.0.1:2/v1'}\n"
                + "prelabel: {judges: [judge]}\n");
    CampaignService unlucky =
        service((field, model) -> Optional.of(field + ".url: nobody is there"));
    assertThatThrownBy(() -> unlucky.start(spec))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(spec + ":4: models.judge.url: nobody is there");
    write("prompts.jsonl", "{\"prompt\": \"Why?\"}\n");
    Path scored =
        write(
            "scored.yaml",
            """
            campaign: scored
            input: {prompts: prompts.jsonl}
            models: {writer: {url: "http://127.0.0.1:1/v1"}, other: {url: "http://127.0.0.1:1/v1"}}
            generation:
              models: [writer]
              strategy: best_of_n
              scoring: {url: "http://127.0.0.1:1/score"}
            """);
    assertThatThrownBy(() -> unlucky.start(scored))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            scored
                + ":3: models.writer.url: nobody is there\n"
                + scored
                + ":7: generation.scoring.url: nobody is there");
    assertThat(campaigns()).isZero();
  }

  @Test
  void aCampaignTooSmallToCalibrateSaysThatPeopleLabelAll() throws Exception {
    CampaignService.Start start =
        service.start(
            write(
                "spec.yaml",
                SPEC
                    + "models: {judge: {url: 'http://127.0.0.1:1/v1'}}\n"
                    + "prelabel: {judges: [judge], accept_confidence: 0.8}\n"));
    assertThat(start.warnings())
        .contains(
            "prelabel.calibration_pairs: 200 pairs are labelled by people before a judge is"
                + " believed, and there are only 2; people label all of them");
    assertThat(start.estimate().review().least()).isEqualTo(6);
    assertThat(start.estimate().assumptions())
        .contains(
            "the judges settle 80 %, 50 % or none of the pairs after the first 2, which people"
                + " label to calibrate them");
    assertThat(service.status("demo").calibration())
        .isEqualTo(
            new CampaignStatus.Calibration(
                0,
                "",
                0,
                200,
                new java.math.BigDecimal("0.8"),
                "",
                new CampaignStatus.Checks(0, 0, null, null, null)));
  }

  @Test
  void aCanaryNeedsGoldQuestions() throws Exception {
    Path spec =
        write(
            "spec.yaml",
            SPEC
                + "models: {judge: {url: 'http://127.0.0.1:1/v1'}}\n"
                + "prelabel: {judges: [judge], canary: 10}\n");
    assertThatThrownBy(() -> service.start(spec))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            spec
                + ":4: prelabel.canary: needs at least 5 gold questions, and there are 0; add some"
                + " with input.gold or ./assay gold add, or write 0");
    pool(5);
    CampaignService.Start start = service.start(spec);
    assertThat(start.warnings())
        .contains(
            "prelabel.canary: there are only 5 gold questions of 10; judges are watched by these");
    assertThat(service.status("demo").canary())
        .isEqualTo(new CampaignStatus.Canary(5, 0, java.util.List.of(), java.util.List.of()));
  }

  @Test
  void aCampaignTakesGoldOfItsTypeWithAnswersThatItKnows() throws Exception {
    pool(1);
    TaskType classes = new Classification(List.of("spam", "ham", "unsure"));
    new GoldPool(database.jdbi())
        .add(classes, List.of(classified("known", "spam"), classified("unknown", "unsure")));
    write("items.jsonl", "{\"id\":\"known\",\"prompt\":\"p\"}\n");
    Path spec =
        write(
            "spec.yaml",
            "campaign: demo\ninput: {items: items.jsonl}\ntask_type: classification\n"
                + "labels: [ham, spam]\n");
    assertThat(service.start(spec).warnings())
        .contains(
            "gold question 'unknown' of the pool is left out: its label must be one of ham, spam,"
                + " not 'unsure'");
    List<String> gold =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("select id || ' ' || gold from pair where gold is not null")
                        .mapTo(String.class)
                        .list());
    assertThat(gold).containsExactly("gold/known spam");
  }

  private static Pair classified(String id, String label) {
    return new Pair(0, id, assay.domain.Prompt.ofText("p"), List.of(), null, 0, null, label);
  }

  @Test
  void aBudgetThatMayNotBeEnoughIsToldBeforeTheStart() throws Exception {
    Path small = write("small.yaml", SPEC + "budget_usd: 1\nbatch: {size: 1}\n");
    assertThat(service.estimate(small).warnings())
        .contains(
            "budget_usd: $1.00 is less than the $3.44 that a batch may reserve before it opens; the"
                + " campaign pauses there until the budget is raised (a smaller batch.size reserves"
                + " less)");
    Path tight = write("tight.yaml", SPEC + "budget_usd: 4\nbatch: {size: 1}\n");
    assertThat(service.estimate(tight).warnings())
        .contains(
            "budget_usd: $4.00 may not be enough: the estimate goes up to $2.25, and a batch"
                + " reserves up to $3.44 before it opens (what it does not need comes back); when"
                + " the next batch does not fit, the campaign pauses until the budget is raised;"
                + " $4.44 should do");
    Path enough = write("enough.yaml", SPEC + "budget_usd: 5\nbatch: {size: 1}\n");
    assertThat(service.estimate(enough).warnings()).noneMatch(each -> each.contains("budget"));
  }

  @Test
  void aCopyThatBreaksLeavesNothing() {
    CampaignStore store = new CampaignStore(database.jdbi());
    assertThatThrownBy(
            () ->
                store.<InvalidInput>insert(
                    new CampaignStore.NewCampaign(
                        specOf("broken"), "d", "", "", "s", 1, 0, List.of()),
                    sink -> {
                      sink.accept(
                          new Pair(
                              0,
                              "x",
                              assay.domain.Prompt.ofText("p"),
                              "a",
                              "b",
                              null,
                              0,
                              null,
                              null));
                      throw new InvalidInput(
                          new assay.domain.spec.Problem("f", 1, null, "is broken"));
                    }))
        .isInstanceOf(InvalidInput.class);
    assertThat(store.all()).isEmpty();
  }

  private static assay.domain.spec.CampaignSpec specOf(String name) throws InvalidInput {
    return assay.domain.spec.SpecReader.read(
            "s", "campaign: " + name + "\ninput: {pairs: p.jsonl}\n")
        .spec();
  }
}
