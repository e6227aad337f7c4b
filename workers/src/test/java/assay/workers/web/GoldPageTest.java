package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Role;
import assay.activities.store.GoldPool;
import assay.domain.Pair;
import assay.domain.PairwiseComparison;
import assay.domain.PreferenceLabel;
import assay.domain.Prompt;
import assay.domain.Scale;
import assay.domain.Tier;
import assay.workers.DeskClient.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Gold questions on a campaign's page: what speaks against them, and what a manager decides. */
class GoldPageTest {
  private static final String CONTEST = "Gold 0? <b>Neither</b> is right.";

  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder; // Chromium may still be writing when it has quit

  private static void pool(TestHouse house) {
    List<Pair> gold = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      gold.add(
          new Pair(
              i,
              "gold-" + i,
              Prompt.ofText("Gold " + i + "?"),
              i + "-good",
              i + "-bad",
              null,
              0,
              null,
              PreferenceLabel.A_BETTER));
    }
    new GoldPool(house.database.jdbi()).add(new PairwiseComparison(Scale.FIVE), gold);
  }

  /** Labels all there is; question 0 is answered otherwise than known, and contested. */
  private static void label(TestHouse house, String token) {
    house.await("work", () -> one(house, token));
    while (one(house, token)) {}
  }

  private static boolean one(TestHouse house, String token) {
    Reply next = house.client.post(token, "/api/next", "{}");
    if (next.status() == 204) {
      return false;
    }
    JsonNode task = next.json();
    boolean zero = task.path("prompt").asText().equals("Gold 0?");
    String label = zero ? TestHouse.foolish(task) : TestHouse.wise(task);
    String lease = "/api/leases/" + task.path("lease").asText();
    house.client.post(token, lease + "/submit", "{\"label\":\"%s\"}".formatted(label));
    if (zero) {
      house.client.post(token, lease + "/contest", "{\"reason\":\"%s\"}".formatted(CONTEST));
    }
    return true;
  }

  private static String campaign(TestHouse house) {
    pool(house);
    String ann = house.annotator("ann", Tier.TRAINED);
    String bob = house.annotator("bob", Tier.TRAINED);
    house.start(
        "golden",
        40,
        "review: {redundancy: 3, max_redundancy: 3, gold_fraction: 0.5, min_seconds: 0, linger:"
            + " 1s}\nquality: {rule: off}\n");
    label(house, ann);
    label(house, bob);
    return ann;
  }

  @Test
  void aManagerKeepsOneQuestionAndRetiresAnother() {
    try (TestHouse house = new TestHouse(folder.resolve("exports"));
        Browser browser = Browser.start(folder.resolve("profile"))) {
      String ann = campaign(house);
      browser.open(house.server.url() + "/manage/#/campaign/golden");
      browser.signIn(house.manager);
      browser.awaitVisible("[data-gold='gold-0']");
      assertThat(browser.text("[data-gold='gold-0'] p"))
          .isEqualTo("gold-0 is known as A>; 0 of 2 people say so.");
      assertThat(
              browser.driver.findElements(By.cssSelector("[data-gold] blockquote")).stream()
                  .map(each -> each.getDomProperty("textContent")))
          .containsExactly(CONTEST, CONTEST);
      assertThat(browser.text("#gold-pool"))
          .isEqualTo(
              "In the pool4Gone round2 timesSeen by the average person4 of 4Each person needs40");
      for (String scheme : new String[] {"light", "dark"}) {
        browser.colours(scheme);
        assertThat(browser.seriousFindings()).as(scheme).isEmpty();
      }

      browser.click("[aria-label='Keep gold-0']");
      browser.awaitVisible("#confirm-value");
      assertThat(browser.text("#confirm-title")).isEqualTo("Keep gold-0?");
      browser.find("#confirm-value").sendKeys("The source is clear", Keys.ENTER);
      browser.await(page -> page.text("#gold-questions").contains("kept"));
      assertThat(browser.driver.findElements(By.cssSelector("[data-gold]"))).isEmpty();

      browser.click("[aria-label='Retire gold-1']");
      browser.awaitVisible("#confirm-value");
      browser.find("#confirm-value").sendKeys("Too easy", Keys.ENTER);
      browser.await(page -> page.text("#gold-pool").startsWith("In the pool3 and 1 retired"));
      assertThat(browser.find("tr:last-child .badge.suspended").getAttribute("title"))
          .endsWith(": Too easy");
      JsonNode retired = house.client.get(house.manager, "/api/gold").json().path(1);
      assertThat(retired.path("retired_why").asText()).isEqualTo("Too easy");

      String gold = "/api/campaigns/golden/gold";
      JsonNode view = house.client.get(house.user("Ada", Role.AUDITOR), gold).json();
      assertThat(view.path("open").asInt()).isEqualTo(3);
      assertThat(view.at("/questions/0/decision/words").asText()).isEqualTo("The source is clear");
      assertThat(house.client.get(ann, gold).status()).isEqualTo(403);
      assertThat(
              house
                  .client
                  .post(house.manager, gold, "{\"id\":\"g\",\"decision\":\"kept\",\"words\":\"x\"}")
                  .detail())
          .isEqualTo("Campaign golden has no gold question g.");
      assertThat(
              house
                  .client
                  .post(house.manager, gold, "{\"id\":\"g\",\"decision\":\"lost\",\"words\":\"x\"}")
                  .detail())
          .isEqualTo("decision: \"lost\" is not one of kept, retired.");
    }
  }

  @Test
  void whatExpertsDecidedBecomesGoldOfLaterCampaigns() {
    try (TestHouse house = new TestHouse(folder.resolve("exports"));
        Browser browser = Browser.start(folder.resolve("profile"))) {
      String ann = house.annotator("ann", Tier.TRAINED);
      String bob = house.annotator("bob", Tier.TRAINED);
      String eve = house.annotator("eve", Tier.EXPERT);
      house.start(
          "settled",
          3,
          "review: {redundancy: 2, max_redundancy: 2, min_seconds: 0, linger: 1s}\n"
              + "quality: {rule: off}\n");
      browser.open(house.server.url() + "/manage/#/campaign/settled");
      browser.signIn(house.manager);
      house.await("work for ann", () -> house.one(ann, TestHouse::wise));
      house.label(ann, TestHouse::wise);
      house.label(bob, TestHouse::foolish);
      house.await(
          "three by the expert",
          () -> {
            house.label(eve, TestHouse::wise);
            return house.status("settled").at("/pairs/by_decider/expert").asInt() == 3;
          });

      browser.open(house.server.url() + "/manage/#/campaigns");
      browser.open(house.server.url() + "/manage/#/campaign/settled");
      browser.awaitVisible("#promote");
      assertThat(browser.text("#promote")).isEqualTo("Promote 3 pairs that experts agree on");
      browser.click("#promote");
      browser.awaitVisible("#confirm-yes");
      assertThat(browser.text("#confirm-title")).isEqualTo("Promote 3 pairs?");
      browser.click("#confirm-yes");
      browser.await(page -> page.driver.findElements(By.id("promote")).isEmpty());

      JsonNode pool = house.client.get(house.manager, "/api/gold").json();
      assertThat(pool.findValuesAsText("source")).containsOnly("settled").hasSize(3);
    }
  }
}
