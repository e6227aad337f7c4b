package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Role;
import assay.domain.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

class ManagePagesTest {
  private static final String ALONE =
      "review: {redundancy: 1, max_redundancy: 1, gold_fraction: 0, min_seconds: 0, linger: 1s}\n";

  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder; // Chromium may still be writing when it has quit

  private TestHouse house() {
    return new TestHouse(folder.resolve("exports"));
  }

  private Browser browser() {
    return Browser.start(folder.resolve("profile"));
  }

  private static void signIn(Browser browser, TestHouse house, String token) {
    browser.open(house.server.url() + "/manage/");
    browser.signIn(token);
    browser.awaitVisible("#nav");
  }

  private static void go(Browser browser, String hash) {
    browser.driver.executeScript("location.hash = arguments[0]", hash);
  }

  private static void confirm(Browser browser) {
    browser.click("#confirm-yes");
  }

  @Test
  void aSessionSignsInWithoutKeepingTheToken() {
    try (TestHouse house = house();
        Browser browser = browser()) {
      browser.open(house.server.url() + "/manage/");
      browser.signIn("nonsense");
      browser.await(page -> page.text("#notice").startsWith("This token is not known here."));
      browser.find("#token").clear();
      browser.signIn(house.manager);
      browser.awaitVisible("#nav");
      assertThat(browser.text("#account-name")).isEqualTo("Mia (manager)");
      assertThat(
              browser.driver.executeScript(
                  "return [localStorage.length, sessionStorage.length, document.cookie].join('|')"))
          .as("nothing that a script could read")
          .isEqualTo("0|0|");
      browser.driver.navigate().refresh();
      browser.awaitVisible("#nav");
      assertThat(
              browser.driver.executeAsyncScript(
                  "fetch('/api/annotators', {method: 'POST', headers: {'Content-Type':"
                      + " 'application/json'}, body: JSON.stringify({name: 'forged', tier:"
                      + " 'crowd'})}).then(r => arguments[0](r.status))"))
          .as("a page without the session's csrf")
          .isEqualTo(403L);
      assertThat(house.accounts.annotators()).isEmpty();
      browser.click("#sign-out");
      browser.awaitVisible("#token");
      browser.driver.navigate().refresh();
      browser.awaitVisible("#token");
    }
  }

  @Test
  void progressMovesByItself() {
    try (TestHouse house = house();
        Browser browser = browser()) {
      String ann = house.annotator("ann", Tier.TRAINED);
      house.start("live", 4, ALONE);
      signIn(browser, house, house.manager);
      browser.await(page -> page.text(".campaigns").contains("0 of 4"));
      house.await("a label", () -> house.one(ann, TestHouse::wise));
      house.label(ann, TestHouse::wise);
      browser.await(page -> page.text("[data-name=live] .settled").equals("4 of 4"));
      browser.await(page -> page.text("[data-name=live] .badge").equals("completed"));
      browser.click("[data-name=live] a");
      browser.await(page -> page.text("#settled").equals("4 of 4"));
      browser.await(page -> page.text(".page").contains("people $1.25"));
      browser.await(
          page ->
              !page.driver
                  .findElements(By.cssSelector("svg[aria-label='Cost: $1.25 spent']"))
                  .isEmpty());
      assertThat(browser.find("a[download=\"labels.jsonl\"]").getAttribute("href"))
          .endsWith("/api/campaigns/live/export/labels.jsonl");
    }
  }

  @Test
  void anUploadedFileBecomesACampaignOnceItsCostIsSeen() throws Exception {
    try (TestHouse house = house();
        Browser browser = browser()) {
      Path bad = Files.writeString(folder.resolve("Round 2.jsonl"), "{\"prompt\": \"Why?\"}\n");
      Path good = Files.writeString(folder.resolve("good.jsonl"), TestHouse.pairs(5));
      signIn(browser, house, house.manager);
      go(browser, "#/new");
      browser.awaitVisible("#pairs");
      browser.find("#pairs").sendKeys(bad.toString());
      assertThat(browser.find("#name").getDomProperty("value")).isEqualTo("round-2");
      browser.click("#estimate");
      browser.awaitVisible(".problems");
      assertThat(browser.text(".problems"))
          .isEqualTo(
              "pairs.jsonl:1: response_a: is required: a text (it may be empty)pairs.jsonl:1:"
                  + " response_b: is required: a text (it may be empty)");
      browser.find("#pairs").sendKeys(good.toString());
      browser.find("#redundancy").sendKeys(Keys.chord(Keys.CONTROL, "a"), "1");
      browser.find("#max-redundancy").sendKeys(Keys.chord(Keys.CONTROL, "a"), "1");
      browser.find("#budget").sendKeys(Keys.chord(Keys.CONTROL, "a"), "20");
      browser.click("#estimate");
      browser.awaitVisible("#start");
      assertThat(browser.text("#expected")).isEqualTo("$1.56");
      assertThat(browser.text("#answer")).contains("nobody of tier trained is active");
      assertThat(house.client.get(house.manager, "/api/campaigns").text()).isEqualTo("[]");
      browser.click("#start");
      browser.await(page -> page.text("#main").contains("0 of 5"));
      assertThat(browser.text("#budget")).isEqualTo("$20.00");
      assertThat(house.status("round-2").at("/pairs/total").asInt()).isEqualTo(5);
    }
  }

  @Test
  void aManagerPausesResumesAndSetsTheBudgetAfterConfirming() {
    try (TestHouse house = house();
        Browser browser = browser()) {
      house.annotator("ann", Tier.TRAINED);
      house.start("steered", 2, ALONE);
      signIn(browser, house, house.manager);
      go(browser, "#/campaign/steered");
      browser.awaitVisible("#pause");
      browser.click("#pause");
      browser.awaitVisible("#confirm-no");
      assertThat(browser.text("#confirm-title")).isEqualTo("Pause steered?");
      browser.click("#confirm-no");
      assertThat(house.status("steered").path("status").asText()).isEqualTo("running");

      browser.click("#pause");
      confirm(browser);
      browser.awaitVisible("#resume");
      assertThat(house.status("steered").path("status").asText()).isEqualTo("paused");
      browser.click("#resume");
      confirm(browser);
      browser.awaitVisible("#pause");
      assertThat(house.status("steered").path("status").asText()).isEqualTo("running");

      browser.click("#set-budget");
      browser.awaitVisible("#confirm-value");
      browser.find("#confirm-value").sendKeys(Keys.chord(Keys.CONTROL, "a"), "12.50", Keys.ENTER);
      browser.await(page -> page.text("#budget").equals("$12.50"));
      browser.click("#set-budget");
      browser.awaitVisible("#confirm-value");
      browser.find("#confirm-value").sendKeys(Keys.chord(Keys.CONTROL, "a"), "0.01", Keys.ENTER);
      browser.await(page -> page.text("#notice").contains("its budget cannot be lower"));

      browser.click("#cancel");
      confirm(browser);
      browser.await(page -> page.text("#campaign-head .badge").equals("cancelled"));
    }
  }

  @Test
  void aManagerSuspendsReinstatesAndReplacesTokens() {
    try (TestHouse house = house();
        Browser browser = browser()) {
      String ann = house.annotator("ann", Tier.TRAINED);
      house.start("staffed", 2, "review: {gold_fraction: 0, min_seconds: 0, linger: 1s}\n");
      house.await("a label", () -> house.one(ann, TestHouse::wise));
      signIn(browser, house, house.manager);
      go(browser, "#/campaign/staffed");
      browser.click("[aria-label=\"Suspend ann\"]");
      browser.awaitVisible("#confirm-value");
      browser.find("#confirm-value").sendKeys("Too hasty", Keys.ENTER);
      browser.await(page -> !page.driver.findElements(By.cssSelector("td .suspended")).isEmpty());
      assertThat(house.accounts.annotator("ann").active()).isFalse();
      assertThat(house.client.get(ann, "/api/me").json().at("/suspended/why").asText())
          .isEqualTo("Too hasty");

      go(browser, "#/people");
      browser.awaitVisible("[aria-label=\"Reinstate ann\"]");
      browser.click("[aria-label=\"Reinstate ann\"]");
      confirm(browser);
      browser.awaitVisible("[aria-label=\"Suspend ann\"]");
      assertThat(house.accounts.annotator("ann").active()).isTrue();

      browser.click("[aria-label=\"New token ann\"]");
      confirm(browser);
      browser.await(page -> page.text("#confirm-title").equals("The new token of ann"));
      String token = String.valueOf(browser.find("#confirm-value").getDomProperty("value"));
      browser.click("#confirm-yes");
      assertThat(house.accounts.byToken(ann)).isEmpty();
      assertThat(house.accounts.byToken(token)).isPresent();
    }
  }

  @Test
  void aManagerDecidesAnAppealWithWords() {
    try (TestHouse house = house();
        Browser browser = browser()) {
      String ann = house.annotator("ann", Tier.TRAINED);
      house.start("quick", 1, "review: {redundancy: 1, max_redundancy: 1, gold_fraction: 0}\n");
      house.await("a label", () -> house.one(ann, TestHouse::wise));
      String appeal =
          "{\"campaign\":\"quick\",\"about\":\"flag\",\"lease\":1,\"words\":\"I <b>knew</b> it\"}";
      assertThat(house.client.post(ann, "/api/appeals", appeal).status()).isEqualTo(201);
      signIn(browser, house, house.manager);
      go(browser, "#/campaign/quick");
      browser.click("a[href='#/appeals']:not(nav a)");
      browser.await(page -> page.text("#open-appeals blockquote").equals("I <b>knew</b> it"));
      browser.click("[aria-label='Uphold appeal 1']");
      browser.awaitVisible("#confirm-value");
      browser.find("#confirm-value").sendKeys("So you did", Keys.ENTER);
      browser.await(page -> page.text("#decided-appeals").contains("upheld"));
      assertThat(browser.text("#decided-appeals")).endsWith("So you did");
      assertThat(browser.text("#open-appeals")).isEqualTo("Nobody waits for a decision.");
      assertThat(house.client.get(ann, "/api/me/appeals").json().path(0).path("answer").asText())
          .isEqualTo("So you did");
    }
  }

  @Test
  void anAuditorReadsAnItemsStoryWithItsEvidenceAndNoNames() {
    try (TestHouse house = house();
        Browser browser = browser()) {
      String ann = house.annotator("Ann Secret", Tier.TRAINED);
      house.start("told", 2, ALONE);
      house.await("a label", () -> house.one(ann, TestHouse::wise));
      house.label(ann, TestHouse::wise);
      house.await(
          "the end", () -> house.status("told").path("status").asText().equals("completed"));
      signIn(browser, house, house.user("Ada", Role.AUDITOR));
      assertThat(browser.find("[href='#/people']").isDisplayed()).isFalse();
      go(browser, "#/campaign/told");
      browser.await(page -> page.text("#main").contains("w1"));
      assertThat(browser.text("#main")).doesNotContain("Secret").doesNotContain("Suspend");

      go(browser, "#/story");
      browser.awaitVisible("#story-id");
      browser.find("#story-id").sendKeys("p1", Keys.ENTER);
      browser.awaitVisible("[data-what=judged]");
      assertThat(browser.text("[data-what=judged] p")).startsWith("w1 labelled it B> in ");
      assertThat(browser.text("#story"))
          .contains("\"pair_id\": \"told/1\"")
          .doesNotContain("Secret");
      browser.click("[data-what=judged] summary");
      browser.await(
          page -> page.text("[data-what=judged] pre").contains("\"signalName\": \"events\""));
      assertThat(browser.text("[data-what=judged] pre")).contains("\"kinds\": \"jj\"");
    }
  }
}
