package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What the labeling page loads, and from where. */
class PageWeightTest {
  private static final int MOST_BYTES = 150 << 10;

  /** What the worker that takes texts apart loads; the page's own list leaves it out. */
  private static final Set<String> BY_THE_WORKER = Set.of("/lib/marked/lib/marked.esm.js");

  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile; // Chromium may still be writing when it has quit

  private static TestDesk desk(String response) {
    TestDesk desk =
        new TestDesk(TestCampaign.of(1, 0, "review: {gold_fraction: 0}").bystanders().open());
    desk.campaign
        .jdbi()
        .useHandle(h -> h.execute("update pair set response_a = ?, response_b = 'b'", response));
    return desk;
  }

  /** Addresses of all that was loaded up to the first item. */
  private static Set<String> load(Browser browser, TestDesk desk) {
    browser.open(desk.server.url());
    browser.signIn(desk.annotator("ann"));
    browser.awaitPrompt("Question 0?");
    Object names =
        browser.driver.executeScript(
            """
            return ["navigation", "resource"]
                .flatMap((type) => performance.getEntriesByType(type))
                .map((entry) => entry.name).join(" ");
            """);
    Set<String> loaded = new TreeSet<>(List.of(String.valueOf(names).split(" ")));
    BY_THE_WORKER.forEach(path -> loaded.add(desk.server.url() + path));
    loaded.removeIf(address -> address.contains("/api/"));
    return loaded;
  }

  @Test
  void theFirstLoadIsSmallAndFromOneHost() throws IOException, InterruptedException {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk("It costs $5, not **$6**.")) {
      Set<String> loaded = load(browser, desk);
      assertThat(loaded)
          .hasSizeGreaterThan(20)
          .allMatch(address -> address.startsWith(desk.server.url() + "/"))
          .noneMatch(address -> address.contains("katex"));
      int bytes = 0;
      for (String address : loaded) {
        bytes += compressed(address);
      }
      assertThat(bytes).isLessThan(MOST_BYTES);
    }
  }

  private static int compressed(String address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).header("Accept-Encoding", "gzip").build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body().length;
  }

  @Test
  void mathIsLoadedWithTheFirstTextThatHasSome() {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = desk("Then $a^2+b^2=c^2$.")) {
      load(browser, desk);
      browser.awaitVisible("#stage .katex");
      assertThat(browser.text("#stage .katex annotation")).isEqualTo("a^2+b^2=c^2");
    }
  }
}
