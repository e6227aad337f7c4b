package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Logins;
import assay.activities.desk.Role;
import assay.activities.desk.Suspending;
import assay.activities.desk.TestCampaign;
import assay.domain.Tier;
import assay.workers.oidc.OidcProvider;
import assay.workers.oidc.TestProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class OidcPageTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile; // Chromium may still be writing when it has quit

  private static TestDesk desk(TestProvider provider) {
    return new TestDesk(
        TestCampaign.of(2, 0, "review: {gold_fraction: 0, max_seconds: 3600}").bystanders().open(),
        OidcProvider.of(provider.environment(), notice -> {}));
  }

  /** The provider is another site, so the cookies' SameSite is tried too. */
  @Test
  void aPersonWhoLabelsPressesTheButtonWorksAndSignsOut() {
    try (Browser browser = Browser.start(profile);
        TestProvider provider = TestProvider.start();
        TestDesk desk = desk(provider)) {
      desk.campaign.accounts.addAnnotator("ann", Tier.TRAINED, List.of(), List.of());
      browser.open(desk.server.url());
      browser.awaitVisible("#provider");
      assertThat(browser.text("#provider")).isEqualTo("Sign in with Example");
      assertThat(browser.seriousFindings()).isEmpty();
      browser.click("#provider");
      browser.awaitVisible("main.message");
      assertThat(browser.text("main h1")).isEqualTo("Not allowed");
      assertThat(browser.seriousFindings()).isEmpty();

      new Logins(desk.campaign.jdbi()).link("ann", "ana@example.org");
      browser.click("main a");
      browser.click("#provider");
      browser.awaitPrompt("Question 0?");
      assertThat(browser.driver.executeScript("return sessionStorage.getItem('token')")).isNull();
      browser.press("1");
      browser.awaitPrompt("Question 1?");
      browser.driver.navigate().refresh();
      browser.awaitPrompt("Question 1?");
      assertThat(desk.campaign.count("lease where state = 'done'")).isEqualTo(1);
      browser.click("#sign-out");
      browser.awaitVisible("#provider");
      assertThat(desk.campaign.count("session")).isZero();
      browser.driver.navigate().refresh();
      browser.awaitVisible("#provider");
      browser.signIn("wrong"); // a token is still a way in
      browser.await(page -> page.text("#notice").startsWith("This token is not known here."));
      browser.awaitVisible("#provider");
    }
  }

  @Test
  void whoIsSuspendedComesInTooAndReadsWhy() {
    try (Browser browser = Browser.start(profile);
        TestProvider provider = TestProvider.start();
        TestDesk desk = desk(provider)) {
      desk.campaign.accounts.addAnnotator("ann", Tier.TRAINED, List.of(), List.of());
      new Logins(desk.campaign.jdbi()).link("ann", "ana@example.org");
      int ann = desk.campaign.accounts.annotator("ann").id();
      new Suspending(desk.campaign.jdbi()).suspend(ann, "Please call me.");
      browser.open(desk.server.url());
      browser.awaitVisible("#provider");
      browser.click("#provider");
      browser.awaitVisible("#suspended h2");
      assertThat(browser.text("#suspended"))
          .startsWith("Your account is suspended" + "A manager wrote to you: “Please call me.”");
      browser.click("#sign-out");
      browser.awaitVisible("#provider");
      assertThat(desk.campaign.count("session")).isZero();
    }
  }

  @Test
  void aManagerComesBackToTheManagersPages() {
    try (Browser browser = Browser.start(profile);
        TestProvider provider = TestProvider.start();
        TestDesk desk = desk(provider)) {
      desk.user(Role.MANAGER);
      new Logins(desk.campaign.jdbi()).link("MANAGER", "ana@example.org");
      browser.open(desk.server.url() + "/manage/");
      browser.click("#provider");
      browser.awaitVisible("#nav");
      assertThat(browser.text("#account-name")).isEqualTo("MANAGER (manager)");
      browser.open(desk.server.url());
      browser.awaitVisible("#provider");
      assertThat(browser.visible("#sign-in")).as("a manager does not label").isTrue();
      browser.open(desk.server.url() + "/manage/");
      browser.click("#sign-out");
      browser.awaitVisible("#provider");
      assertThat(desk.campaign.count("session")).isZero();
    }
  }
}
