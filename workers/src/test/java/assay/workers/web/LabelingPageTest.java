package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

class LabelingPageTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  static Path profile; // Chromium may still be writing when it has quit

  /** One for all tests: each desk has an address of its own, and so its own storage. */
  @AutoClose private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.start(profile);
  }

  private static TestDesk desk(int pairs) {
    return new TestDesk(
        TestCampaign.of(pairs, 0, "review: {gold_fraction: 0, max_seconds: 3600}")
            .bystanders()
            .open());
  }

  @Test
  void twentyPairsAreLabelledByKeyboardAlone() {
    try (TestDesk desk = desk(20)) {
      browser.open(desk.server.url());
      browser.press(desk.annotator("ann"), Keys.ENTER); // the token has the focus
      for (int i = 0; i < 20; i++) {
        browser.awaitPrompt("Question " + i + "?");
        assertThat(browser.text("#response-a")).isIn("a-" + i, "b-" + i);
        assertThat(browser.driver.findElements(By.cssSelector("#labels button"))).hasSize(5);
        browser.press(String.valueOf(i % 5 + 1));
      }
      browser.awaitVisible("#waiting");
      browser.await(page -> page.text("#done").equals("20"));
      assertThat(browser.text("#earned")).isEqualTo("$6.25");
      assertThat(
              desk.campaign.text(
                  "string_agg(shown_answer, ' ' order by number) from lease where state = 'done'"))
          .isEqualTo(String.join(" ", Collections.nCopies(4, "A>> A> = B> B>>")));
    }
  }

  @Test
  void skipHasReasonsAndUndoHasAKey() {
    try (TestDesk desk = desk(3)) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      browser.press("s");
      browser.awaitVisible("#skipping");
      browser.press("2");
      browser.awaitPrompt("Question 1?");
      assertThat(desk.campaign.text("comment from lease where state = 'skipped'"))
          .isEqualTo("The texts are broken or incomplete");
      browser.press("1");
      browser.awaitPrompt("Question 2?");
      browser.press("u");
      browser.awaitPrompt("Question 1?");
      assertThat(desk.campaign.count("lease where state = 'withdrawn'")).isEqualTo(1);
      assertThat(desk.campaign.count("seat where state = 'skipped'")).isEqualTo(1);
    }
  }

  @Test
  void aDecidedItemIsNotUndoneAndSaysSo() {
    try (TestDesk desk =
        new TestDesk(
            TestCampaign.of(2, 0, "review: {redundancy: 1, gold_fraction: 0, max_seconds: 3600}")
                .open())) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      browser.press("1");
      browser.awaitPrompt("Question 1?");
      browser.press("u");
      browser.awaitNotice("This label can no longer be taken back: its item is decided or closed.");
      assertThat(browser.find("#undo").isEnabled()).isFalse();
      assertThat(browser.text("#prompt")).isEqualTo("Question 1?");
    }
  }

  @Test
  void theLastItemIsContestedFromThePage() {
    try (TestDesk desk = desk(2)) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      browser.press("3");
      browser.awaitPrompt("Question 1?");
      browser.press("x");
      browser.awaitVisible("#telling");
      browser.press("Both copy the prompt.");
      browser.find("#tell").click();
      browser.awaitNotice("Noted. A manager will look at it; your answer stays as it is.");
      assertThat(desk.campaign.text("reason from contest")).isEqualTo("Both copy the prompt.");
    }
  }

  @Test
  void aPausedPersonIsToldWhatItMeans() {
    try (TestDesk desk = desk(2)) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      desk.campaign.sql("update member set standing = 'paused'");
      browser.press("1");
      browser.awaitVisible("#paused p");
      assertThat(browser.text("#paused p"))
          .isEqualTo(
              "Your work on test is paused while a manager looks at it: too many of your answers"
                  + " differ from those that are known."
                  + " What you did is kept and paid. You need not do anything.");
    }
  }

  @Test
  void guidelinesNotesAndKeysAreAtHand() {
    try (TestDesk desk = desk(1)) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      browser.press("g");
      browser.awaitVisible("#guide");
      assertThat(browser.text("#guidelines")).isEqualTo("Be fair.");
      assertThat(browser.text("#rubric")).contains("helpfulness");
      browser.press("?");
      browser.awaitVisible("#help");
      assertThat(browser.find("#keys").getText()).contains("A is much better", "Skip this item");
      browser.press(Keys.ESCAPE);
      browser.press("c");
      browser.awaitVisible("#notes");
      browser.press("5 is not my answer yet", Keys.ESCAPE);
      browser.press("4");
      browser.awaitVisible("#waiting");
      assertThat(desk.campaign.text("comment from lease where shown_answer = 'B>'"))
          .isEqualTo("5 is not my answer yet");
    }
  }

  @Test
  void aWrongTokenIsToldAndAskedForAgain() {
    try (TestDesk desk = desk(1)) {
      browser.open(desk.server.url());
      browser.signIn("wrong");
      browser.await(page -> page.text("#notice").startsWith("This token is not known here."));
      browser.awaitVisible("#token");
    }
  }

  @Test
  void workThatComesLaterIsFoundByItself() {
    try (TestDesk desk =
        new TestDesk(TestCampaign.of(1, 0, "review: {gold_fraction: 0}").bystanders())) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitVisible("#waiting");
      desk.campaign.open();
      browser.awaitPrompt("Question 0?");
    }
  }

  @Test
  void aLeaseIsRenewedQuietlyWhileSomebodyIsThere() {
    try (TestDesk desk =
        new TestDesk(
            TestCampaign.of(1, 0, "review: {gold_fraction: 0, lease: 1h, max_seconds: 3600}")
                .bystanders()
                .open())) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      browser.await(page -> page.text("#standing").equals("new")); // no reply tells the time again
      desk.campaign.sql("update lease set issued_at = issued_at - interval '40 min'");
      browser.driver.executeScript(
          "const now = Date.now; Date.now = () => now() + 40 * 60_000"); // of the hour
      browser.await(
          page -> {
            page.press(Keys.SHIFT); // a sign of life that means nothing
            return desk.campaign.count("lease where expires_at > issued_at + interval '99 min'")
                == 1;
          });
      assertThat(browser.find("#notice").isDisplayed()).isFalse();
    }
  }

  @Test
  void differencesAreMarkedOnDemand() {
    try (TestDesk desk = desk(1)) {
      desk.campaign.sql(
          "update pair set response_a = 'The **old** house $x^2$ stands, my friend.',"
              + " response_b = 'The *red* house $x^3$ stands, friend.'");
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      browser.press("d");
      browser.awaitNotice("They differ in 3 places; those are underlined.");
      assertThat(marked()).contains("old", "red", "my").hasSize(5);
      browser.press("w");
      assertThat(marked()).contains("red", "my");
      browser.press("d");
      assertThat(marked()).isEmpty();
    }
  }

  private static List<String> marked() {
    Object marked =
        browser.driver.executeScript(
            "return [...(CSS.highlights.get('difference') ?? [])].join('|')");
    return Pattern.compile("\\|")
        .splitAsStream(String.valueOf(marked))
        .filter(s -> !s.isEmpty())
        .toList();
  }
}
