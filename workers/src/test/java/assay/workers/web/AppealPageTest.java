package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Role;
import assay.activities.desk.TestCampaign;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A paused or suspended person appeals on the page and reads there what a manager answered. */
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

  @Test
  void whoIsSuspendedReadsWhyAppealsAndGoesOnOnceTakenBack() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            new TestDesk(TestCampaign.of(3, 0, "review: {gold_fraction: 0}").bystanders().open())) {
      String ann = desk.annotator("ann");
      String manager = desk.user(Role.MANAGER);
      String person = "/api/annotators/" + desk.campaign.text("id from account where name = 'ann'");
      browser.open(desk.server.url());
      browser.signIn(ann);
      browser.awaitPrompt("Question 0?");
      browser.press("1");
      browser.awaitPrompt("Question 1?");
      String words = "{\"reason\":\"Half of your labels take <b>2</b> seconds.\"}";
      assertThat(desk.post(manager, person + "/suspend", words).status()).isEqualTo(200);
      browser.press("1");
      browser.awaitVisible("#suspended button");
      assertThat(browser.text("#suspended"))
          .isEqualTo(
              "Your account is suspended"
                  + "A manager wrote to you: “Half of your labels take <b>2</b> seconds.”"
                  + "You are given no more tasks. What you did stays paid, also where it counts no"
                  + " more.Appeal");
      assertThat(browser.visible("#no-work")).isFalse();
      for (String scheme : new String[] {"light", "dark"}) {
        browser.colours(scheme);
        assertThat(browser.seriousFindings()).as(scheme).isEmpty();
      }

      browser.driver.navigate().refresh();
      browser.awaitVisible("#suspended button");
      browser.find("#suspended button").click();
      browser.awaitVisible("#telling");
      browser.press("I know these <i>by heart</i>.");
      browser.find("#tell").click();
      browser.awaitNotice("Sent. The answer appears on this page.");
      browser.await(
          page ->
              page.text("#appeals")
                  .equals(
                      "Your appeal against the suspension: “I know these <i>by heart</i>.” It is"
                          + " open."));
      String id = desk.get(manager, "/api/appeals").json().path(0).path("id").asText();
      desk.post(
          manager, "/api/appeals/" + id, "{\"decision\":\"upheld\",\"words\":\"Go on then.\"}");
      browser.await(page -> page.visible("#task"));
      assertThat(desk.get(ann, "/api/me").json().path("suspended").isNull()).isTrue();
      assertThat(desk.get(ann, "/api/me/appeals").json().path(0).path("answer").asText())
          .isEqualTo("Go on then.");
    }
  }

  @Test
  void whoIsSuspendedWhenSigningInReadsWhyToo() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            new TestDesk(TestCampaign.of(1, 0, "review: {gold_fraction: 0}").bystanders().open())) {
      String ann = desk.annotator("ann");
      desk.campaign.sql("update account set active = false where name = 'ann'");
      browser.open(desk.server.url());
      browser.signIn(ann);
      browser.await(page -> page.visible("#suspended h2"));
      assertThat(browser.text("#suspended"))
          .isEqualTo(
              "Your account is suspended"
                  + "A manager gave no reason here."
                  + "You are given no more tasks. What you did stays paid, also where it counts no"
                  + " more.");
    }
  }
}
