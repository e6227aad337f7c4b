package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Task;
import assay.activities.desk.TaskTypeCase;
import assay.activities.desk.TestCampaign;
import assay.domain.Tier;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * What people learn on the page: from a test with explanations, and an expert from what others
 * said.
 */
class LearningPageTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile; // Chromium may still be writing when it has quit

  /** The key of the label that prefers the input's A, or B. */
  private static String key(Browser browser, char better) {
    boolean straight = browser.text("#response-a").startsWith("a-");
    return (better == 'A') == straight ? "2" : "4";
  }

  /** Two people disagree on a pair, and it is the experts'. */
  private static TestDesk disagreement() {
    TestCampaign campaign =
        TestCampaign.of(
            1,
            0,
            "review: {min_seconds: 0, gold_fraction: 0, redundancy: 2, max_seconds: 3600}\n"
                + "escalation: {second_look: true}\n");
    int ann = campaign.person("ann");
    int bob = campaign.person("bob");
    campaign.open();
    campaign.label(ann, 'A');
    campaign.label(bob, 'B');
    campaign.opening.escalate(TestCampaign.NAME, 1, new int[] {0});
    return new TestDesk(campaign);
  }

  @Test
  void practiceIsExplainedBeforeThePaidWork() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            new TestDesk(
                TestCampaign.of(
                        2,
                        0,
                        "review: {gold_fraction: 0, max_seconds: 3600,"
                            + " qualification: {file: q.jsonl, pass: 0.5, tries: 1}}\n")
                    .questions(2, 0)
                    .bystanders()
                    .open())) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitVisible("#practice");
      assertThat(browser.text("#practice-what"))
          .isEqualTo(
              "Practice: question 1 of 2. You learn at once whether you were right."
                  + " It pays nothing.");
      assertThat(browser.find("#skip").isEnabled()).isFalse();
      assertThat(browser.seriousFindings()).isEmpty();
      browser.press(key(browser, 'B'));
      browser.awaitVisible("#explained");
      assertThat(browser.text("#explained-head")).isEqualTo("Not quite");
      assertThat(browser.text("#explained-label"))
          .isIn("The right answer is: A is better.", "The right answer is: B is better.");
      assertThat(browser.text("#explained-why")).startsWith("A is right in ");
      assertThat(browser.seriousFindings()).isEmpty();
      browser.press(Keys.ENTER);
      browser.await(page -> page.text("#practice-what").startsWith("Practice: question 2 of 2."));
      browser.press(key(browser, 'A'));
      browser.await(page -> page.text("#explained-head").equals("Right"));
      assertThat(browser.text("#explained-outcome"))
          .isEqualTo("You passed. From now on the tasks are real.");
      browser.press(Keys.ENTER);
      browser.awaitPrompt("Question 0?");
      assertThat(browser.visible("#practice")).isFalse();
    }
  }

  @Test
  void aPausedPersonSeesWorkedExamplesAndTakesTheShortTest() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            new TestDesk(
                TestCampaign.of(
                        2,
                        0,
                        "review: {gold_fraction: 0, max_seconds: 3600,"
                            + " qualification: {file: q.jsonl, pass: 0.5, tries: 1}}\n"
                            + "quality: {requalify: true}\n")
                    .questions(1, 1)
                    .bystanders()
                    .open())) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitVisible("#practice");
      browser.press(key(browser, 'A'));
      browser.awaitVisible("#explained");
      browser.press(Keys.ENTER);
      browser.awaitPrompt("Question 0?");
      desk.campaign.sql("update member set standing = 'paused'");
      browser.press("3");
      browser.await(page -> page.text("#practice-why").startsWith("Your work on test is paused;"));
      browser.find("#practice-examples").click();
      browser.awaitVisible("#examples");
      assertThat(browser.find("#worked").getText()).contains("Practice 1?", "A is right in 1.");
      assertThat(browser.seriousFindings()).isEmpty();
      browser.press(Keys.ESCAPE);
      browser.press(key(browser, 'A'));
      browser.awaitVisible("#explained");
      assertThat(browser.text("#explained-head")).isEqualTo("Right");
      browser.press(Keys.ENTER);
      browser.awaitPrompt("Question 1?");
    }
  }

  @Test
  void anExpertSeesWhatOthersSaidAndRevises() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = disagreement()) {
      String eve =
          desk.campaign.accounts.addAnnotator("eve", Tier.EXPERT, List.of(), List.of()).token();
      browser.open(desk.server.url());
      browser.signIn(eve);
      browser.awaitPrompt("Question 0?");
      assertThat(browser.visible("#others")).isFalse();
      browser.press("c");
      browser.press("Close", Keys.ESCAPE);
      browser.press(key(browser, 'A'));
      browser.awaitVisible("#others");
      assertThat(browser.find("#said").getText()).contains("A is better", "B is better");
      assertThat(browser.seriousFindings()).isEmpty();
      browser.press(key(browser, 'B'));
      browser.awaitVisible("#waiting");
      assertThat(
              desk.campaign.text(
                  "string_agg(answer || ' ' || comment, ', ' order by number) from lease"
                      + " where annotator = 3"))
          .isEqualTo("A> Close, B> Close");
    }
  }

  @Test
  void anExpertStaysWithTheirLabel() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = disagreement()) {
      String eve =
          desk.campaign.accounts.addAnnotator("eve", Tier.EXPERT, List.of(), List.of()).token();
      browser.open(desk.server.url());
      browser.signIn(eve);
      browser.awaitPrompt("Question 0?");
      browser.press(key(browser, 'A'));
      browser.awaitVisible("#others");
      browser.press(Keys.ENTER);
      browser.awaitVisible("#waiting");
      assertThat(desk.campaign.text("string_agg(answer, ', ') from lease where annotator = 3"))
          .isEqualTo("A>");
    }
  }

  private static final TaskTypeCase RANKING =
      TaskTypeCase.all()
          .filter(type -> type.type().equals("preference_ranking"))
          .findFirst()
          .orElseThrow();

  @Test
  void aRankingIsPractisedAndExplained() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            new TestDesk(
                TestCampaign.ofType(
                        RANKING,
                        1,
                        0,
                        "review: {gold_fraction: 0, max_seconds: 3600,"
                            + " qualification: {file: q.jsonl, pass: 0, tries: 1}}\n")
                    .bystanders()
                    .open())) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitVisible("#practice");
      browser.press("1", "1", "1");
      browser.press(Keys.ENTER);
      browser.awaitVisible("#explained");
      assertThat(browser.text("#explained-head")).isEqualTo("Not quite");
      assertThat(browser.text("#explained-label"))
          .matches("The right answer is: [ABC] > [ABC] = [ABC]\\.");
      assertThat(browser.text("#explained-why")).isEqualTo("So it is.");
      browser.press(Keys.ENTER);
      browser.await(page -> page.text("#practice-what").startsWith("Practice: question 2 of 2."));
      browser.find("#practice-examples").click();
      browser.awaitVisible("#examples");
      assertThat(browser.find("#worked").getText()).contains("example 0", "B > A = C", "See.");
    }
  }

  @Test
  void anExpertSeesHowOthersRankedAndRevises() {
    TestCampaign campaign =
        TestCampaign.ofType(
            RANKING,
            1,
            0,
            "review: {min_seconds: 0, gold_fraction: 0, redundancy: 2, max_seconds: 3600}\n"
                + "escalation: {second_look: true}\n");
    List<Integer> people = campaign.people(2);
    campaign.open();
    for (int i = 0; i < 2; i++) {
      int person = people.get(i);
      Task task = campaign.next(person);
      campaign.desk.submit(
          person, task.lease(), TaskTypeCase.submission(RANKING.hard().get(i), task));
    }
    campaign.opening.escalate(TestCampaign.NAME, 1, new int[] {0});
    try (Browser browser = Browser.start(profile);
        TestDesk desk = new TestDesk(campaign)) {
      browser.open(desk.server.url());
      browser.signIn(
          campaign.accounts.addAnnotator("eve", Tier.EXPERT, List.of(), List.of()).token());
      browser.awaitVisible("#form");
      browser.press("1", "2", "3");
      browser.press(Keys.ENTER);
      browser.awaitVisible("#others");
      assertThat(browser.find("#said").getText().lines())
          .hasSize(2)
          .allMatch(line -> line.matches("[ABC] > [ABC] > [ABC]"));
      assertThat(browser.seriousFindings()).isEmpty();
      browser.press("3");
      browser.find("#submit").click();
      browser.awaitVisible("#waiting");
      assertThat(
              campaign.text(
                  "string_agg(why, ', ' order by number) from lease where stage = 'expert'"))
          .isEqualTo("superseded, revised");
    }
  }
}
