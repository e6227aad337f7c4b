package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Tier;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What axe finds on the managers' and auditors' pages, in both colour schemes. */
class ManageAccessibilityTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder; // Chromium may still be writing when it has quit

  private static void look(Browser browser, String state) {
    for (String scheme : new String[] {"light", "dark"}) {
      browser.colours(scheme);
      assertThat(browser.seriousFindings()).as(state + ", " + scheme).isEmpty();
    }
  }

  @Test
  void noPageHasASeriousFinding() {
    try (TestHouse house = new TestHouse(folder.resolve("exports"));
        Browser browser = Browser.start(folder.resolve("profile"))) {
      String ann = house.annotator("ann", Tier.TRAINED);
      String bob = house.annotator("bob", Tier.TRAINED);
      house.start(
          "seen",
          3,
          "review: {redundancy: 2, max_redundancy: 2, gold_fraction: 0, min_seconds: 0, linger:"
              + " 1s}\nbudget_usd: 50\n");
      house.await("labels", () -> house.label(ann, TestHouse::wise) > 0);
      house.one(bob, TestHouse::wise);
      browser.open(house.server.url() + "/manage/");
      browser.awaitVisible("#token");
      look(browser, "sign-in");
      browser.signIn(house.manager);
      browser.awaitVisible("[data-name=seen]");
      look(browser, "list");
      browser.click("[data-name=seen] a");
      browser.awaitVisible("[aria-label='Suspend ann']");
      browser.awaitVisible("svg[aria-label^='Cost']");
      look(browser, "campaign");
      browser.click("#set-budget");
      browser.awaitVisible("#confirm-value");
      look(browser, "budget");
      browser.click("#confirm-no");
      for (String page : new String[] {"#/people", "#/new", "#/appeals", "#/story/seen/p0"}) {
        browser.driver.executeScript("location.hash = arguments[0]", page);
        browser.awaitVisible(
            switch (page) {
              case "#/people" -> "#everybody table";
              case "#/new" -> "#pairs";
              case "#/appeals" -> "#open-appeals p";
              default -> "[data-what=judged] summary";
            });
        look(browser, page);
      }
    }
  }
}
