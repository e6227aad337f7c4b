package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import assay.workers.StablePort;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** Whatever happens between the key and the desk's answer, a person's answer is there once. */
class KeptAnswerTest {
  private static final String SAFE =
      " Your answer is safe: it is kept in this browser, even if you close the tab, and is sent by"
          + " itself when the desk answers. The next item comes after that.";

  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile; // Chromium may still be writing when it has quit

  private static TestDesk desk(int pairs, String review) {
    return new TestDesk(
        TestCampaign.of(
                pairs, 0, "review: {gold_fraction: 0, max_seconds: 3600%s}".formatted(review))
            .bystanders()
            .open(),
        StablePort.free());
  }

  private static DeskServer again(TestDesk desk, int port) {
    return DeskServer.start(desk.campaign.database, desk.control, DeskServer.LOOPBACK, port);
  }

  @Test
  void anAnswerIsKeptWhileTheDeskIsAwayAlsoInAClosedTab() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(2, "")) {
      String token = desk.annotator("ann");
      browser.open(desk.server.url());
      browser.signIn(token);
      browser.awaitPrompt("Question 0?");
      int port = desk.server.port();
      desk.server.close();
      browser.press("2");
      browser.awaitNotice("The desk cannot be reached." + SAFE);
      String tab = browser.driver.getWindowHandle();
      browser.driver.switchTo().newWindow(WindowType.TAB);
      String other = browser.driver.getWindowHandle();
      browser.driver.switchTo().window(tab).close();
      browser.driver.switchTo().window(other);
      try (DeskServer again = again(desk, port)) {
        browser.open(again.url());
        browser.signIn(token);
        browser.awaitPrompt("Question 1?");
        assertThat(desk.campaign.text("shown_answer from lease where state = 'done'"))
            .isEqualTo("A>");
      }
    }
  }

  @Test
  void aDeskStoppedInMidSubmitHasTheLabelOnce() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(2, "")) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      int port = desk.server.port();
      try (Handle holder = desk.campaign.jdbi().open()) {
        submitAndBlock(browser, desk, holder);
        desk.campaign.sql(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where wait_event_type = 'Lock' and datname = current_database()");
        browser.awaitNotice("The desk cannot answer at the moment." + SAFE);
        holder.rollback();
      }
      desk.server.close();
      try (DeskServer again = again(desk, port)) {
        assertThat(again.port()).isEqualTo(port);
        browser.awaitPrompt("Question 1?");
        assertThereOnce(desk);
      }
    }
  }

  @Test
  void aLabelWhoseReceiptWasLostIsThereOnce() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(2, "")) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      try (Handle holder = desk.campaign.jdbi().open()) {
        submitAndBlock(browser, desk, holder);
        browser.driver.navigate().refresh(); // nobody hears the first answer; the second is sent
        holder.rollback();
      }
      browser.awaitPrompt("Question 1?");
      assertThereOnce(desk);
    }
  }

  /** Presses a key whose submit then waits in the database. */
  private static void submitAndBlock(Browser browser, TestDesk desk, Handle holder) {
    holder.begin();
    holder.execute("select * from lease for update");
    browser.press("2");
    browser.await(
        page ->
            desk.campaign.count(
                    "pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database()")
                > 0);
  }

  private static void assertThereOnce(TestDesk desk) {
    assertThat(desk.campaign.text("string_agg(shown_answer, ' ') from lease where state = 'done'"))
        .isEqualTo("A>");
    assertThat(desk.campaign.text("done from item where id = 1")).isEqualTo("1");
    assertThat(desk.campaign.count("event")).isEqualTo(1);
  }

  @Test
  void aLateAnswerStaysOnTheScreenOfWhoLeft() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(1, ", redundancy: 1, max_redundancy: 1")) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      browser.press("c");
      browser.press("A cites no source.", Keys.ENTER, "B does.", Keys.ESCAPE);

      desk.campaign.sql( // ann has left
          "update lease set expires_at = clock_timestamp() - interval '1 hour'");
      browser.await(page -> desk.campaign.count("lease where state = 'lapsed'") == 1);
      String bob = desk.annotator("bob");
      JsonNode task = desk.post(bob, "/api/next", "{}").json();
      String lease = task.path("lease").asText();
      assertThat(desk.post(bob, "/api/leases/" + lease + "/submit", "{\"label\":\"=\"}").status())
          .isEqualTo(200);

      browser.press("4");
      browser.awaitVisible("#refused");
      assertThat(browser.text("#refused-why"))
          .isEqualTo(
              "It came too late: the time for this item was over, so it went back to the others.");
      String kept = "label: B>\ncomment:\nA cites no source.\nB does.";
      assertThat(browser.find("#refused-text").getDomProperty("value")).isEqualTo(kept);
      browser.driver.navigate().refresh();
      browser.awaitVisible("#refused");
      assertThat(browser.find("#refused-text").getDomProperty("value")).isEqualTo(kept);
      assertThat(desk.campaign.text("string_agg(shown_answer, ' ') from lease where counted"))
          .isEqualTo("=");
      browser.find("#refused-on").click();
      browser.awaitVisible("#waiting");
    }
  }

  @Test
  void aSecondAnswerToTheSameLeaseStaysOnTheScreenToo() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(1, "")) {
      String token = desk.annotator("ann");
      browser.open(desk.server.url());
      browser.signIn(token);
      browser.awaitPrompt("Question 0?");
      desk.post(token, "/api/leases/1/submit", "{\"label\":\"=\"}");
      browser.press("c");
      browser.press("Mine", Keys.ESCAPE, "1");
      browser.awaitVisible("#refused");
      assertThat(browser.text("#refused-why"))
          .isEqualTo("Lease 1 already has another label; take that one back first (undo).");
      assertThat(browser.find("#refused-text").getDomProperty("value"))
          .isEqualTo("label: A>>\ncomment: Mine");
    }
  }

  @Test
  void aDraftComesBackAfterAReloadAndGoesWithTheSubmit() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(2, "")) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      browser.press("c");
      browser.press("Half a thou", Keys.TAB, "u");
      browser.press(Keys.TAB, "5"); // how sure, then the first dimension
      browser.driver.navigate().refresh();
      browser.awaitPrompt("Question 0?");
      browser.press("c");
      browser.press(Keys.END, "ght", Keys.ESCAPE, "3");
      browser.awaitPrompt("Question 1?");
      assertThat(
              desk.campaign.text(
                  "comment || ' ' || confidence || ' ' || dimensions from lease where number = 1"))
          .isEqualTo("Half a thought 0.5 {\"helpfulness\":\"B>>\"}");
      assertThat(browser.find("#comment").getDomProperty("value")).isEmpty();
      assertThat(browser.driver.executeScript("return localStorage.length")).isEqualTo(0L);
    }
  }

  @Test
  void wordsStayOnTheScreenOfWhoStoppedWritingThem() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk(1, "")) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      browser.press("c");
      browser.press("Not finished");
      browser.await(
          page -> {
            page.driver.executeScript(
                "const now = Date.now; Date.now = () => now() + 3_600_000"); // an hour later
            return page.visible("#refused");
          });
      assertThat(browser.text("#refused-why"))
          .isEqualTo("The time for this item was over, so it went back to the others.");
      assertThat(browser.find("#refused-text").getDomProperty("value"))
          .isEqualTo("comment: Not finished");
    }
  }
}
