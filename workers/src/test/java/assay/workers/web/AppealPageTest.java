package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Role;
import assay.activities.desk.TestCampaign;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A paused person appeals on the page and reads there what a manager answered. */
class AppealPageTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile; // Chromium may still be writing when it has quit

  @Test
  void anAppealAndItsAnswerAreOnThePage() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            new TestDesk(TestCampaign.of(2, 0, "review: {gold_fraction: 0}").bystanders().open())) {
      browser.open(desk.server.url());
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      desk.campaign.sql("update member set standing = 'paused'");
      browser.press("1");
      browser.awaitVisible("#paused button");
      browser.find("#paused button").click();
      browser.awaitVisible("#telling");
      browser.press("The guidelines changed.");
      assertThat(browser.seriousFindings()).isEmpty();
      browser.find("#tell").click();
      browser.awaitNotice("Sent. The answer appears on this page.");
      browser.await(
          page ->
              page.text("#appeals")
                  .equals("Your appeal about test: “The guidelines changed.” It is open."));
      String manager = desk.user(Role.MANAGER);
      String id = desk.get(manager, "/api/appeals").json().path(0).path("id").asText();
      assertThat(
              desk.post(
                      manager,
                      "/api/appeals/" + id,
                      "{\"decision\":\"rejected\",\"words\":\"They did not.\"}")
                  .status())
          .isEqualTo(200);
      browser.await(
          page ->
              page.text("#appeals")
                  .equals(
                      "Your appeal about test: “The guidelines changed.”"
                          + " It was rejected: “They did not.”"));
    }
  }
}
