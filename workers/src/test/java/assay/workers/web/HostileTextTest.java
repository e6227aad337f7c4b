package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What models write never runs, loads or leads anywhere unseen, and can always be read exactly. */
class HostileTextTest {
  private static final String HOSTILE =
      """
      <script>document.title = 'run'</script>
      <img src=x onerror="document.title='run'"><svg onload="document.title='run'">
      <a href="javascript:document.title='run'">html</a> **bold** &lt;b&gt;

      [run](javascript:document.title='run') [data](data:text/html,<script>top.title='run'</script>)
      [shown](https://example.org/shown) ![picture](http://203.0.113.7/pixel.png)

      $\\href{javascript:document.title='run'}{x}$ $\\htmlData{a=b}{y}$

      [hidden]: https://example.org/hidden
      """;

  @TempDir(cleanup = CleanupMode.NEVER)
  static Path profile; // Chromium may still be writing when it has quit

  /** One for all tests: each desk has an address of its own, and so its own storage. */
  @AutoClose private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.start(profile);
  }

  private static TestDesk desk(String text) {
    TestDesk desk =
        new TestDesk(
            TestCampaign.of(1, 0, "review: {gold_fraction: 0, max_seconds: 3600}")
                .bystanders()
                .open());
    desk.campaign
        .jdbi()
        .useHandle(
            h -> h.execute("update pair set response_a = ?, response_b = ?", text, text + "."));
    return desk;
  }

  private static void open(TestDesk desk) {
    browser.open(desk.server.url());
    browser.signIn(desk.annotator("ann"));
    browser.awaitPrompt("Question 0?");
  }

  @Test
  void scriptsHandlersAndScriptLinksAreInert() {
    try (TestDesk desk = desk(HOSTILE)) {
      open(desk);
      browser.awaitVisible("#response-a .katex");
      assertThat(browser.driver.findElements(By.cssSelector("#stage strong"))).hasSize(2);
      assertThat(
              browser.driver.findElements(
                  By.cssSelector("#stage script, #stage img, #stage svg[onload], #stage iframe")))
          .isEmpty();
      assertThat(browser.text("#response-a"))
          .contains("<script>document.title = 'run'</script>", "onerror=", "<b>")
          .contains(
              "run (javascript:document.title='run')", "[hidden]: https://example.org/hidden");
      List<WebElement> links = browser.driver.findElements(By.cssSelector("#response-a a"));
      assertThat(links)
          .extracting(link -> link.getDomAttribute("href"))
          .containsExactly("https://example.org/shown", "http://203.0.113.7/pixel.png");
      assertThat(links)
          .extracting(WebElement::getText)
          .containsExactly(
              "shown (https://example.org/shown)",
              "picture: picture (http://203.0.113.7/pixel.png)");
      assertThat(links).allMatch(link -> "noopener noreferrer".equals(link.getDomAttribute("rel")));
      for (WebElement said : browser.driver.findElements(By.cssSelector("#response-a .no-link"))) {
        said.click();
      }
      assertThat(browser.driver.getTitle()).isEqualTo("Assay: review desk");
      assertThat(browser.driver.getWindowHandles()).hasSize(1);
      assertThat(loaded()).allMatch(address -> address.startsWith(desk.server.url()));
    }
  }

  @Test
  void theExactCharactersAreOneKeyAway() {
    String text = "  *a*\r\n\t&amp; \u200b<b>  ";
    try (TestDesk desk = desk(text)) {
      open(desk);
      browser.press("w");
      List<String> written = List.of(characters(text), characters(text + "."));
      assertThat(shown()).containsExactlyInAnyOrderElementsOf(written);
      browser.driver.navigate().refresh();
      browser.awaitPrompt("Question 0?");
      assertThat(shown()).containsExactlyInAnyOrderElementsOf(written);
      browser.press("w");
      assertThat(browser.text("#response-a em")).isEqualTo("a");
    }
  }

  /** Both responses; the driver itself would lose carriage returns. */
  private static List<String> shown() {
    Object both =
        browser.driver.executeScript(
            """
            return [...document.querySelectorAll("#stage .text")].map((shown) =>
                Array.from({length: shown.textContent.length},
                    (_, i) => shown.textContent.charCodeAt(i).toString(16)).join(" ")).join("\\n");
            """);
    return List.of(String.valueOf(both).split("\n"));
  }

  /** The text with its invisible characters told apart. */
  private static String characters(String text) {
    return text.chars().mapToObj(Integer::toHexString).collect(Collectors.joining(" "));
  }

  @Test
  void aHugeTextIsLabelledLikeAnyOther() {
    String line =
        "The *quick* <script>brown</script> [fox](javascript:alert(1)) $jumps$ `over`.\n\n";
    try (TestDesk desk = desk(line.repeat(200_000 / line.length() + 1))) {
      open(desk);
      assertThat(browser.text("#response-a")).contains("<script>brown</script>");
      browser.press("d");
      browser.await(page -> !page.text("#notice").isEmpty());
      browser.press("w");
      assertThat(browser.text("#response-a")).hasSizeGreaterThan(200_000).startsWith(line);
      browser.press("1");
      browser.awaitVisible("#waiting");
      assertThat(desk.campaign.count("lease where state = 'done'")).isEqualTo(1);
    }
  }

  /** Marked alone takes minutes for each of these. */
  @Test
  void aTextThatTakesForEverToRenderIsShownAsWritten() {
    String text = "[a](".repeat(50_000);
    try (TestDesk desk = desk(text)) {
      open(desk);
      assertThat(browser.text("#response-a")).isIn(text, text + ".");
      browser.press("1");
      browser.awaitVisible("#waiting");
    }
  }

  private static List<String> loaded() {
    Object names =
        browser.driver.executeScript(
            "return performance.getEntriesByType('resource').map(entry => entry.name).join(' ')");
    return List.of(String.valueOf(names).split(" "));
  }
}
