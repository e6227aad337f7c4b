package assay.workers.demo;

import assay.activities.store.Json;
import assay.domain.PreferenceLabel;
import assay.domain.policy.Draw;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The demo's prompts, all written for it: 60 to work on, and further ones for gold questions. */
public final class DemoPrompts {
  private static final int WORKED_ON = 60;
  private static final List<DemoItem> ALL =
      interleaved(
          List.of(
              ReckoningTemplates.arithmetic(),
              WritingTemplates.emails(),
              KnowledgeTemplates.explanations(),
              WritingTemplates.rewriting(),
              ReckoningTemplates.units(),
              KnowledgeTemplates.recipes(),
              KnowledgeTemplates.comparisons(),
              WritingTemplates.facts()));
  private static final Map<String, DemoItem> BY_PROMPT =
      ALL.stream().collect(Collectors.toUnmodifiableMap(DemoItem::prompt, Function.identity()));

  private DemoPrompts() {}

  /** The prompts of the campaign. */
  public static List<DemoItem> items() {
    return ALL.subList(0, WORKED_ON);
  }

  /** The prompts that gold questions are made of; none of them is in {@link #items()}. */
  public static List<DemoItem> goldItems() {
    return ALL.subList(WORKED_ON, ALL.size());
  }

  /** The item of a prompt, gold or not. */
  public static Optional<DemoItem> find(String prompt) {
    return Optional.ofNullable(BY_PROMPT.get(prompt));
  }

  public static void writePrompts(Path file) {
    List<String> lines = new ArrayList<>();
    for (DemoItem item : items()) {
      ObjectNode line = Json.MAPPER.createObjectNode();
      line.put("id", item.id()).put("prompt", item.prompt()).put("domain", item.domain());
      lines.add(line.toString());
    }
    write(file, lines);
  }

  /**
   * Writes pairs whose better side is beyond doubt: a good answer and a poor one.
   *
   * @param count at most as many as {@link #goldItems()} has
   */
  public static void writeGold(Path file, int count) {
    if (count < 1 || count > goldItems().size()) {
      throw new IllegalArgumentException(
          "there are 1 to " + goldItems().size() + " gold questions, not " + count);
    }
    List<String> lines = new ArrayList<>();
    for (DemoItem item : goldItems().subList(0, count)) {
      boolean goodIsA = Draw.below(2, 0, "demo/gold-side", item.id()) == 0;
      PreferenceLabel label =
          goodIsA ? PreferenceLabel.A_MUCH_BETTER : PreferenceLabel.B_MUCH_BETTER;
      ObjectNode line = Json.MAPPER.createObjectNode();
      line.put("id", "gold-" + item.id())
          .put("prompt", item.prompt())
          .put("response_a", goodIsA ? item.good() : item.poor())
          .put("response_b", goodIsA ? item.poor() : item.good())
          .put("label", label.symbol());
      lines.add(line.toString());
    }
    write(file, lines);
  }

  /** One of each family in turn, so that the first n hold all families. */
  private static List<DemoItem> interleaved(List<List<DemoItem>> families) {
    List<DemoItem> all = new ArrayList<>();
    for (int i = 0; i < families.getFirst().size(); i++) {
      for (List<DemoItem> family : families) {
        all.add(family.get(i));
      }
    }
    return List.copyOf(all);
  }

  private static void write(Path file, List<String> lines) {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
