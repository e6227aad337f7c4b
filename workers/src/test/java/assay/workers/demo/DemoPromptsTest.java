package assay.workers.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.domain.Pair;
import assay.domain.PairwiseComparison;
import assay.domain.Scale;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InputReader;
import assay.domain.spec.SpecReader;
import java.io.BufferedReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPromptsTest {
  @TempDir Path folder;

  @Test
  void everyPromptIsItsOwnAndItsThreeAnswersAreToldApart() {
    List<DemoItem> all =
        Stream.concat(DemoPrompts.items().stream(), DemoPrompts.goldItems().stream()).toList();
    assertThat(DemoPrompts.items()).hasSize(60);
    assertThat(all).extracting(DemoItem::id).doesNotHaveDuplicates();
    assertThat(all).extracting(DemoItem::prompt).doesNotHaveDuplicates();
    assertThat(DemoPrompts.items()).extracting(DemoItem::domain).contains("arithmetic", "email");
    for (DemoItem item : all) {
      assertThat(DemoPrompts.find(item.prompt())).contains(item);
      for (Quality quality : Quality.values()) {
        for (String opening : DemoItem.OPENINGS) {
          assertThat(item.quality(opening + item.answer(quality))).contains(quality);
        }
      }
    }
  }

  @Test
  void sumsAndConversionsAreRight() {
    DemoItem change = DemoPrompts.items().getFirst();
    assertThat(change.prompt())
        .isEqualTo(
            "Mira buys 7 notebooks at 3 euros each and pays with 50 euros. How much change is due?"
                + " Show the working.");
    assertThat(change.good())
        .isEqualTo(
            "The notebooks cost 7 × 3 = 21 euros. From 50 euros, 50 − 21 = 29. Mira gets 29 euros"
                + " back.");
    assertThat(ReckoningTemplates.units())
        .extracting(DemoItem::fair)
        .containsExactly(
            "30.48 centimetres.",
            "8.04672 kilometres.",
            "210 minutes.",
            "0.25 kilograms.",
            "2.4384 metres.",
            "2500 millilitres.",
            "About 0.025 hours.",
            "672 hours.",
            "4.5359237 kilograms.");
  }

  @Test
  void aCampaignReadsWhatIsWritten() throws Exception {
    Path spec = DemoSpec.write(folder, "http://127.0.0.1:9000/v1");
    SpecReader.Read read = SpecReader.read("spec.yaml", Files.readString(spec));

    assertThat(read.notices()).isEmpty();
    assertThat(read.spec().campaign()).isEqualTo(DemoSpec.CAMPAIGN);
    assertThat(read.spec().generation().models()).containsExactly("careful", "hasty");
    assertThat(read.spec().prelabel().acceptConfidence()).isEqualTo(0.85);
    assertThat(read.spec().review().linger()).isEqualTo(Duration.ofSeconds(1));
    assertThat(read.spec().review().seconds()).isEqualTo(CampaignSpec.Seconds.REPORTED);
    assertThat(read.spec().batch().size()).isEqualTo(20);
    assertThat(read.spec().models().values())
        .allMatch(model -> model.usdPerMillionInput().compareTo(BigDecimal.ZERO) > 0)
        .allMatch(model -> model.url().equals("http://127.0.0.1:9000/v1"));
    assertThat(rows("prompts.jsonl", InputReader.Kind.PROMPTS)).hasSize(60);
  }

  @Test
  void goldIsApartFromTheWorkAndTheBetterOneStandsOnEitherSide() throws Exception {
    DemoPrompts.writeGold(folder.resolve("gold.jsonl"), 12);
    List<Pair> gold = rows("gold.jsonl", InputReader.Kind.GOLD);

    assertThat(gold).hasSize(12);
    assertThat(gold).extracting(Pair::gold).contains("A>>", "B>>");
    for (Pair pair : gold) {
      DemoItem item = DemoPrompts.find(pair.prompt().text()).orElseThrow();
      assertThat(DemoPrompts.items()).doesNotContain(item);
      String better = "A>>".equals(pair.gold()) ? pair.responseA() : pair.responseB();
      assertThat(better).isEqualTo(item.good());
    }
    assertThatThrownBy(() -> DemoPrompts.writeGold(folder.resolve("more.jsonl"), 13))
        .hasMessage("there are 1 to 12 gold questions, not 13");
  }

  private List<Pair> rows(String file, InputReader.Kind kind) throws Exception {
    List<Pair> rows = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(folder.resolve(file))) {
      InputReader.Summary summary =
          new InputReader(file, kind, new PairwiseComparison(Scale.FIVE), 0, new HashSet<>())
              .read(reader, rows::add);
      assertThat(summary.warnings(file)).isEmpty();
    }
    return rows;
  }
}
