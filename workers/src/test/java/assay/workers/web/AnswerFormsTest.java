package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import assay.activities.store.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * Every kind of task is answered by keyboard alone, can be used by everyone, and keeps its draft.
 */
class AnswerFormsTest {
  private static final String REVIEW = "review: {gold_fraction: 0, max_seconds: 3600}\n";

  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile; // Chromium may still be writing when it has quit

  /** Two items of a type, alike. */
  private static TestDesk desk(String spec, Object prompt, List<String> responses) {
    TestDesk desk = new TestDesk(TestCampaign.of(2, 0, REVIEW + spec).bystanders().open());
    desk.campaign
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "update pair set prompt = ?, response_a = null, response_b = null,"
                        + " responses = ?",
                    Json.write(prompt),
                    Json.write(responses)));
    return desk;
  }

  private static void open(Browser browser, TestDesk desk) {
    browser.open(desk.server.url());
    browser.signIn(desk.annotator("ann"));
    browser.awaitVisible("#task");
    assertThat(browser.seriousFindings()).isEmpty();
    browser.colours("dark");
    assertThat(browser.seriousFindings()).isEmpty();
  }

  private static void reload(Browser browser) {
    browser.driver.navigate().refresh();
    browser.awaitVisible("#task");
  }

  /** What the desk was sent for the first lease. */
  private static String answered(Browser browser, TestDesk desk) {
    browser.await(page -> desk.campaign.count("lease where number = 2") == 1);
    return String.valueOf(desk.campaign.text("request from lease where number = 1"));
  }

  @Test
  void ranking() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            desk("task_type: preference_ranking\n", "Rank!", List.of("one", "two", "three"))) {
      open(browser, desk);
      browser.press("2", "1");
      reload(browser);
      browser.press(Keys.ENTER);
      browser.awaitNotice("Not complete yet: response C has no place.");
      browser.press("1");
      assertThat(browser.seriousFindings()).isEmpty();
      browser.press(Keys.ENTER);
      assertThat(answered(browser, desk)).contains("\"label\":[[\"B\",\"C\"],[\"A\"]]");
    }
  }

  @Test
  void rankingByDragging() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk("task_type: preference_ranking\n", "Rank!", List.of("one", "two"))) {
      open(browser, desk);
      List<WebElement> chips = browser.driver.findElements(By.cssSelector(".chip"));
      Actions actions = new Actions(browser.driver);
      actions.dragAndDrop(chips.get(0), browser.find("[data-place='2']")).perform();
      actions.dragAndDrop(chips.get(1), browser.find("[data-place='1']")).perform();
      browser.find("#submit").click();
      assertThat(answered(browser, desk)).contains("\"label\":[[\"B\"],[\"A\"]]");
    }
  }

  @Test
  void likert() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            desk(
                "task_type: likert_scale\npoints: 7\nrubric: {tone: 1, truth: 1}\n",
                "Rate!",
                List.of("It is so."))) {
      open(browser, desk);
      browser.press("7");
      browser.press(Keys.ENTER);
      browser.awaitNotice("Not complete yet: no rating of truth.");
      reload(browser);
      browser.press("2", Keys.UP, "3", Keys.ENTER);
      assertThat(answered(browser, desk)).contains("\"label\":{\"tone\":3,\"truth\":2}");
    }
  }

  @Test
  void classification() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            desk(
                "task_type: classification\nlabels: [safe, unsafe]\n",
                "Safe?",
                List.of("It is so."))) {
      open(browser, desk);
      browser.press("2");
      assertThat(answered(browser, desk)).contains("\"label\":\"unsafe\"");
    }
  }

  @Test
  void spansAreCountedInCodePoints() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            desk(
                "task_type: span_annotation\nlabels: [claim, error]\n",
                "Find!",
                List.of("\uD83D\uDDFC 𝒶 tower: *not* <b>tall</b>,\r\nbuilt by Eiffel."))) {
      open(browser, desk);
      browser.press(Keys.RIGHT, Keys.RIGHT, "1"); // tower
      browser.press(Keys.RIGHT);
      browser.chord(Keys.SHIFT, Keys.RIGHT); // not* <b
      browser.press("2");
      browser.press(Keys.LEFT, "2"); // what touches a stretch of its label becomes one with it
      reload(browser);
      assertThat(browser.driver.findElements(By.cssSelector(".found q")))
          .extracting(WebElement::getText)
          .containsExactly("tower", "not* <b");
      assertThat(browser.seriousFindings()).isEmpty();
      browser.driver.executeScript(
          "const text = document.querySelector('#response-a').firstChild;"
              + " getSelection().setBaseAndExtent(text, text.length - 8, text, text.length)");
      browser.press("1");
      browser.press(Keys.ENTER);
      assertThat(answered(browser, desk))
          .contains(
              "{\"start\":4,\"end\":9,\"label\":\"claim\"}",
              "{\"start\":12,\"end\":19,\"label\":\"error\"}",
              "{\"start\":40,\"end\":47,\"label\":\"claim\"}");
    }
  }

  @Test
  void nothingFoundIsAnAnswer() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            desk("task_type: span_annotation\nlabels: [claim]\n", "Find!", List.of("It is so."))) {
      open(browser, desk);
      browser.press(Keys.RIGHT, "1", Keys.BACK_SPACE, Keys.ENTER);
      assertThat(answered(browser, desk)).contains("\"label\":[]");
    }
  }

  @Test
  void freeText() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk("task_type: free_text\n", "Say it better!", List.of("It is so."))) {
      open(browser, desk);
      browser.press("t");
      browser.press("It was");
      reload(browser);
      browser.press("t");
      browser.press(Keys.END, " so.");
      browser.chord(Keys.CONTROL, Keys.ENTER);
      assertThat(answered(browser, desk)).contains("\"label\":\"It was so.\"");
    }
  }

  @Test
  void dialog() {
    record Turn(String role, String content) {}
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            desk(
                "task_type: multi_turn_dialog\nlabels: [good, bad]\n",
                List.of(
                    new Turn("user", "2+2?"),
                    new Turn("assistant", "4"),
                    new Turn("user", "And 3+3?"),
                    new Turn("assistant", "7")),
                List.of())) {
      open(browser, desk);
      browser.press("1");
      reload(browser);
      browser.press("2", Keys.ENTER);
      browser.awaitNotice("Not complete yet: no label for whole dialog.");
      browser.press("2", Keys.ENTER);
      assertThat(answered(browser, desk))
          .contains("\"turns\":{\"1\":\"good\",\"3\":\"bad\"}", "\"label\":\"bad\"");
    }
  }
}
