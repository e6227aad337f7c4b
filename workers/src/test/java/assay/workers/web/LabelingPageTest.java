package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class LabelingPageTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile; // Chromium may still be writing when it has quit

  private static TestDesk desk(int pairs) {
    return new TestDesk(
        TestCampaign.of(pairs, 0, "review: {gold_fraction: 0, max_seconds: 3600}")
            .bystanders()
            .open());
  }

  @Test
  void fiveItemsAreLabelledByKeyboard() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(5)) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      for (int i = 0; i < 5; i++) {
        String question = "Question " + i + "?";
        browser.await(page -> page.text("#prompt").equals(question));
        assertThat(browser.text("#response-a")).isIn("a-" + i, "b-" + i);
        assertThat(
                browser.driver.findElements(org.openqa.selenium.By.cssSelector("#labels button")))
            .hasSize(5);
        browser.press(String.valueOf(i + 1));
      }
      browser.awaitVisible("#waiting");
      browser.await(page -> page.text("#done").equals("5"));
      assertThat(browser.text("#earned")).isEqualTo("$1.5625");
      assertThat(
              desk.campaign.text(
                  "string_agg(shown_answer, ' ' order by number) from lease where state = 'done'"))
          .isEqualTo("A>> A> = B> B>>");
    }
  }

  @Test
  void textsAreShownAsTheyAreAndNeverRun() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(1)) {
      String text = "  <b>bold</b>\n\t<img src=x onerror=\"document.title='run'\">  ";
      desk.campaign
          .jdbi()
          .useHandle(h -> h.execute("update pair set response_a = ?, response_b = ?", text, ""));
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.await(page -> page.text("#prompt").equals("Question 0?"));
      assertThat(browser.text("#response-a") + browser.text("#response-b")).isEqualTo(text);
      assertThat(browser.driver.getTitle()).isEqualTo("Assay: review desk");
    }
  }

  @Test
  void skipAndUndoHaveKeys() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(3)) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.await(page -> page.text("#prompt").equals("Question 0?"));
      browser.press("s");
      browser.await(page -> page.text("#prompt").equals("Question 1?"));
      browser.press("1");
      browser.await(page -> page.text("#prompt").equals("Question 2?"));
      browser.press("u");
      browser.await(page -> page.text("#prompt").equals("Question 1?"));
      assertThat(desk.campaign.count("lease where state = 'withdrawn'")).isEqualTo(1);
      assertThat(desk.campaign.count("seat where state = 'skipped'")).isEqualTo(1);
    }
  }

  @Test
  void aLabelIsKeptWhileTheDeskIsAwayAndSentAgain() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(2)) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.await(page -> page.text("#prompt").equals("Question 0?"));
      int port = desk.server.port();
      desk.server.close();
      browser.press("2");
      browser.await(
          page ->
              page.text("#notice")
                  .equals(
                      "The desk cannot be reached. Your label is kept and is sent again by itself."));

      try (DeskServer again =
          DeskServer.start(desk.campaign.jdbi(), desk.control, DeskServer.LOOPBACK, port)) {
        assertThat(again.port()).isEqualTo(port);
        browser.await(page -> page.text("#prompt").equals("Question 1?"));
        assertThat(desk.campaign.text("shown_answer from lease where state = 'done'"))
            .isEqualTo("A>");
      }
    }
  }

  @Test
  void aWrongTokenIsToldAndAskedForAgain() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(1)) {
      browser.open(desk.server.url());
      browser.signIn("wrong");
      browser.await(page -> page.text("#notice").startsWith("This token is not known here."));
      browser.awaitVisible("#token");
    }
  }

  @Test
  void workThatComesLaterIsFoundByItself() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            new TestDesk(TestCampaign.of(1, 0, "review: {gold_fraction: 0}").bystanders())) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitVisible("#waiting");
      desk.campaign.open();
      browser.await(page -> page.text("#prompt").equals("Question 0?"));
    }
  }
}
