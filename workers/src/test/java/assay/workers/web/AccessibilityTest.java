package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import java.nio.file.Path;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** No state of the labeling page has a serious finding, in either colour scheme. */
class AccessibilityTest {
  private static final String RICH =
      """
      ## Heading

      A [link](https://example.org) and `code`, **strong**, $x^2$, $$\\frac{1}{2}$$

      | a | b |
      |---|---|
      | 1 | 2 |

          indented code

      > quoted

      - [x] done ![picture](https://example.org/p.png)
      """;

  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile; // Chromium may still be writing when it has quit

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everyStateCanBeUsedByEveryone(String scheme) {
    try (Browser browser = Browser.start(profile);
        TestDesk desk =
            new TestDesk(TestCampaign.of(2, 0, "review: {gold_fraction: 0}").bystanders().open())) {
      desk.campaign
          .jdbi()
          .useHandle(h -> h.execute("update pair set response_a = ?, response_b = 'b'", RICH));
      browser.colours(scheme);
      browser.open(desk.server.url());
      browser.awaitVisible("#token");
      clean(browser, "sign-in");
      browser.signIn("wrong");
      browser.await(page -> page.text("#notice").startsWith("This token is not known here."));
      clean(browser, "sign-in refused");
      browser.signIn(desk.annotator("ann"));
      browser.awaitPrompt("Question 0?");
      browser.awaitVisible("#stage .katex");
      clean(browser, "task");
      browser.press("d", "w", "g", "c", Keys.ESCAPE);
      clean(browser, "differences, as written, guide and notes");
      browser.press("?");
      clean(browser, "keys");
      browser.press(Keys.ESCAPE, "s");
      clean(browser, "skip");
      browser.press(Keys.ESCAPE, "3");
      browser.awaitPrompt("Question 1?");
      browser.press("x");
      clean(browser, "contest");
      browser.press(Keys.ESCAPE, "c", "words", Keys.ESCAPE);
      desk.campaign.sql("update lease set expires_at = clock_timestamp() - interval '1 hour'");
      browser.press("1");
      browser.awaitVisible("#refused");
      clean(browser, "refused");
      desk.campaign.sql("update member set standing = 'paused'");
      browser.find("#refused-on").click();
      browser.awaitVisible("#paused p");
      clean(browser, "paused");
    }
  }

  private static void clean(Browser browser, String state) {
    assertThat(browser.seriousFindings()).as(state).isEmpty();
  }
}
