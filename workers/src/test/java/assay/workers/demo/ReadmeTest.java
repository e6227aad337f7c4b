package assay.workers.demo;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.spec.CampaignSpec;
import assay.domain.spec.SpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows must work as it stands. */
class ReadmeTest {
  @Test
  void theCampaignOfTheReadmeIsValid() throws Exception {
    String readme = Files.readString(root().resolve("README.md"));
    int start = readme.indexOf("```yaml\n") + "```yaml\n".length();
    String yaml = readme.substring(start, readme.indexOf("```", start));

    CampaignSpec spec = SpecReader.read("README.md", yaml).spec();

    assertThat(spec.campaign()).isEqualTo("helpfulness-1");
    assertThat(spec.prelabel().judges()).containsExactly("judge");
    assertThat(yaml.lines().count()).isLessThanOrEqualTo(12);
  }

  @Test
  void everyFileItLinksToIsThere() throws Exception {
    String readme = Files.readString(root().resolve("README.md"));
    assertThat(
            java.util.regex.Pattern.compile("\\]\\(([^)]+)\\)")
                .matcher(readme)
                .results()
                .map(match -> match.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(root().resolve(link)).exists());
  }

  /** Maven runs tests in the module's folder. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("README.md"))
        ? here
        : java.util.Objects.requireNonNull(here.getParent());
  }
}
