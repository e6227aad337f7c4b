package assay.workers.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.activities.store.Patience;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.openqa.selenium.By;
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
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.orElseThrow().toFile())
            .usingAnyFreePort()
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

  void awaitVisible(String selector) {
    await(browser -> browser.find(selector).isDisplayed());
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
    } catch (NotFoundException | StaleElementReferenceException | JavascriptException e) {
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

  void press(CharSequence key) {
    new Actions(driver).sendKeys(key).perform();
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
