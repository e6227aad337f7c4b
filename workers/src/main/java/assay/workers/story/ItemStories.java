package assay.workers.story;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.ItemFacts;
import assay.activities.store.Json;
import assay.activities.store.Pairs;
import assay.activities.store.Sealed;
import assay.domain.Pair;
import assay.domain.TaskType;
import assay.workers.story.ItemStory.Line;
import assay.workflows.Names;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Puts an item's story together: the histories of its batches, the campaign's, and the desk's
 * notes.
 */
public final class ItemStories {
  private final ItemFacts facts;
  private final Histories histories;
  private final Path exports;

  /**
   * @param temporal asked only for a campaign that is not over
   * @param exports folder that holds a folder of files for each campaign
   */
  public ItemStories(Jdbi jdbi, Supplier<WorkflowClient> temporal, Path exports) {
    this.facts = new ItemFacts(jdbi);
    this.histories = new Histories(new Sealed(jdbi), temporal);
    this.exports = exports;
  }

  /**
   * @param id of the input, or the {@code pair_id} of the exported files
   * @param over whether the campaign is, so that all its histories are sealed
   * @return empty when there is no such item
   */
  public Optional<ItemStory> of(Campaign campaign, String id, boolean over) {
    return find(campaign, id).map(item -> tell(campaign, item, over));
  }

  /**
   * One event of a campaign's histories, in Temporal's JSON; empty when there is no such one.
   *
   * @param over whether the campaign is, so that all its histories are sealed
   */
  public Optional<String> event(Campaign campaign, ItemStory.Place place, boolean over) {
    String own = Names.workflowId(campaign.spec().campaign());
    return place.workflow().equals(own) || place.workflow().startsWith(own + "/")
        ? histories.event(campaign.id(), place, over)
        : Optional.empty();
  }

  private ItemStory tell(Campaign campaign, ItemFacts.Item item, boolean over) {
    Pair pair = item.pair();
    String name = campaign.spec().campaign();
    String pairId = name + "/" + pair.index();
    TaskType task = campaign.spec().task();
    List<Line> lines = new ArrayList<>(batches(campaign, item, over));
    if (pair.gold() == null) {
      lines.addAll(
          new CampaignTeller(name).tell(histories.of(campaign.id(), Names.workflowId(name), over)));
    }
    for (ItemFacts.Note note : facts.notes(campaign.id(), pair.index())) {
      lines.add(
          new Line(
              note.at(),
              note.what(),
              EventTeller.name(note.member()),
              words(note),
              Map.of(),
              null));
    }
    lines.sort(Comparator.comparing(Line::at));
    return new ItemStory(
        name,
        pair.id(),
        pairId,
        pair.gold(),
        json(Pairs.write(pair.prompt())),
        pair.responses(),
        lines,
        row(name, pairId),
        task.name(),
        pair.gold() == null ? null : task.json(task.decode(pair.gold())));
  }

  private Optional<ItemFacts.Item> find(Campaign campaign, String id) {
    Optional<ItemFacts.Item> named = facts.find(campaign.id(), id);
    String prefix = campaign.spec().campaign() + "/";
    if (named.isPresent() || !id.startsWith(prefix)) {
      return named;
    }
    String place = id.substring(prefix.length());
    return place.matches("\\d{1,9}")
        ? facts.find(campaign.id(), Integer.parseInt(place))
        : Optional.empty();
  }

  private List<Line> batches(Campaign campaign, ItemFacts.Item item, boolean over) {
    TreeSet<Integer> batches = new TreeSet<>(item.batches());
    if (item.batch() > 0) {
      batches.add(item.batch());
    }
    EventTeller.Item known = known(campaign, item.pair());
    Set<Long> heard = new HashSet<>();
    List<Line> lines = new ArrayList<>();
    for (int batch : batches) {
      String workflow = Names.batchId(campaign.spec().campaign(), batch);
      lines.addAll(
          new BatchTeller(batch, known, heard).tell(histories.of(campaign.id(), workflow, over)));
    }
    return lines;
  }

  private EventTeller.Item known(Campaign campaign, Pair pair) {
    Map<Long, ItemFacts.Given> given = facts.given(campaign.id(), pair.index());
    List<String> stored = new ArrayList<>();
    given.values().forEach(each -> stored.add(each.answer()));
    facts.label(campaign.id(), pair.index()).ifPresent(stored::add);
    TaskType task = campaign.spec().task();
    return new EventTeller.Item(
        pair.index(),
        campaign.spec().input().prompts() == null,
        task,
        new ItemAnswers(task, campaign.salt(), pair, stored),
        given);
  }

  private static String words(ItemFacts.Note note) {
    return switch (note.what()) {
      case "skipped" -> "passed it by";
      case "lapsed" -> "let the time for it run out";
      case "returned" -> "gave it back untouched, to take an earlier label back";
      default -> "says that something is wrong with it: " + note.words();
    };
  }

  /** The row as it was exported, not as it would be. */
  private @Nullable String row(String campaign, String pairId) {
    Path labels = exports.resolve(campaign).resolve("labels.jsonl");
    if (!Files.isRegularFile(labels)) {
      return null;
    }
    String key = "\"pair_id\":" + Json.write(pairId) + ",";
    try (Stream<String> rows = Files.lines(labels)) {
      return rows.filter(row -> row.contains(key)).findFirst().orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
