package assay.workers.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.activities.store.Patience;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NotFoundException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** A real Chromium with a fresh profile; tests that ask for it are skipped where there is none. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String AXE = axe();

  final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser start(Path profile) {
    Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = program("chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "skipped: no chromium and chromedriver on PATH (apt-get install chromium chromium-driver)");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments(
        "--headless",
        "--window-size=1280,900",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    options.setScriptTimeout(PATIENCE);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.orElseThrow().toFile())
            .usingAnyFreePort()
            .withTimeout(PATIENCE)
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  void open(String url) {
    driver.get(url);
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Text as the page holds it, white space and all. */
  String text(String selector) {
    return String.valueOf(
        driver.executeScript("return document.querySelector(arguments[0]).textContent", selector));
  }

  boolean visible(String selector) {
    return Boolean.TRUE.equals(
        driver.executeScript(
            "const found = document.querySelector(arguments[0]);"
                + " return found !== null && found.checkVisibility()",
            selector));
  }

  void awaitVisible(String selector) {
    await(browser -> browser.visible(selector));
  }

  void await(Predicate<Browser> condition) {
    if (!Patience.until(PATIENCE, () -> holds(condition))) {
      throw new AssertionError("not seen in " + PATIENCE + "; the page: " + text("body"));
    }
  }

  /** What is not there, or is being replaced, is waited for. */
  private boolean holds(Predicate<Browser> condition) {
    try {
      return condition.test(this);
    } catch (NotFoundException
        | StaleElementReferenceException
        | ElementNotInteractableException
        | JavascriptException e) {
      return false;
    }
  }

  /** Presses a button as soon as it is there. */
  void click(String selector) {
    await(
        browser -> {
          browser.find(selector).click();
          return true;
        });
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void chord(Keys held, CharSequence key) {
    new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
  }

  /** Waits for the prompt of the item in hand. */
  void awaitPrompt(String prompt) {
    await(page -> page.visible("#task") && page.text("#prompt").equals(prompt));
  }

  void awaitNotice(String text) {
    await(page -> page.text("#notice").equals(text));
  }

  /** What the page sees as the person's choice: light or dark. */
  void colours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Serious and critical findings of axe on the page as it is, one a line with its elements. */
  String seriousFindings() {
    driver.executeScript(AXE);
    return String.valueOf(
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run({resultTypes: ["violations"]}).then((found) => done(found.violations
                .filter((v) => ["serious", "critical"].includes(v.impact))
                .map((v) => v.id + ": " + v.nodes.map((n) => n.html + " " + n.any.concat(n.all, n.none)
                    .map((c) => c.message).join("; ")).join(" | ")).join("\\n")),
                (e) => done(String(e)));
            """));
  }

  private static String axe() {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void signIn(String token) {
    awaitVisible("#token");
    find("#token").sendKeys(token, Keys.ENTER);
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static Optional<Path> program(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return List.of(names).stream()
        .flatMap(
            name -> List.of(path.split(File.pathSeparator)).stream().map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
