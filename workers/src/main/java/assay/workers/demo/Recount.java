package assay.workers.demo;

import assay.activities.store.Json;
import assay.domain.PreferenceLabel;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts an export again from its own judgments, without a database and without the code that wrote
 * it.
 *
 * @param deciders labels by who decided them, in the order of their first row
 * @param judgments counted rows that are not gold
 * @param compared pairs of such judgments about the same item
 * @param agreed how many of these pairs name the same winner, or both a tie
 * @param mismatches what does not fit, in words; empty when everything does
 */
public record Recount(
    int labels,
    Map<String, Integer> deciders,
    int judgments,
    int gold,
    int preferences,
    long compared,
    long agreed,
    List<String> mismatches) {

  public Recount {
    deciders = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(deciders));
    mismatches = List.copyOf(mismatches);
  }

  /** Reads {@code labels.jsonl}, {@code judgments.jsonl} and {@code preference.jsonl}. */
  public static Recount of(Path export) throws IOException {
    return new Counting().count(export);
  }

  /** What an export must be like, checked row by row. */
  private static final class Counting {
    private final List<String> mismatches = new ArrayList<>();
    private final Map<String, Map<String, Integer>> votes = new TreeMap<>();
    private final Map<String, JsonNode> labels = new LinkedHashMap<>();
    private final Map<String, Integer> deciders = new LinkedHashMap<>();
    private int judgments;
    private int gold;

    Recount count(Path export) throws IOException {
      for (JsonNode row : rows(export.resolve("judgments.jsonl"))) {
        judgment(row);
      }
      for (JsonNode row : rows(export.resolve("labels.jsonl"))) {
        label(row);
      }
      votes.keySet().stream()
          .filter(pair -> !labels.containsKey(pair))
          .forEach(pair -> mismatches.add(pair + ": judged, but not in labels.jsonl"));
      List<JsonNode> preferences = rows(export.resolve("preference.jsonl"));
      preferences.forEach(this::preference);
      return new Recount(
          labels.size(),
          deciders,
          judgments,
          gold,
          preferences.size(),
          votes.values().stream().mapToLong(v -> pairsOf(total(v))).sum(),
          votes.values().stream().mapToLong(Counting::agreeing).sum(),
          mismatches);
    }

    private void judgment(JsonNode row) {
      if (row.path("gold").asBoolean()) {
        gold++;
      } else if (row.path("counted").asBoolean()) {
        judgments++;
        votes
            .computeIfAbsent(text(row, "pair_id"), p -> new TreeMap<>())
            .merge(text(row, "label"), 1, Integer::sum);
      }
    }

    private void label(JsonNode row) {
      String pair = text(row, "pair_id");
      if (labels.put(pair, row) != null) {
        mismatches.add(pair + ": twice in labels.jsonl");
      }
      String decider = text(row, "decided_by");
      deciders.merge(decider, 1, Integer::sum);
      Map<String, Integer> counted = votes.getOrDefault(pair, Map.of());
      Map<String, Integer> written = new TreeMap<>();
      row.path("votes")
          .properties()
          .forEach(
              vote -> {
                if (vote.getValue().asInt() != 0) {
                  written.put(vote.getKey(), vote.getValue().asInt());
                }
              });
      if (!written.equals(counted)) {
        mismatches.add(
            "%s: votes %s in labels.jsonl, %s in judgments.jsonl"
                .formatted(pair, written, counted));
      }
      if (row.path("n_judgments").asInt(-1) != total(counted)) {
        mismatches.add(
            "%s: n_judgments %s in labels.jsonl, %d in judgments.jsonl"
                .formatted(pair, row.path("n_judgments"), total(counted)));
      }
      if (total(counted) == 0 && byPeople(decider)) {
        mismatches.add(pair + ": decided by " + decider + " without a judgment");
      }
    }

    private static boolean byPeople(String decider) {
      return switch (decider) {
        case "human", "expert", "spot_check" -> true;
        default -> false;
      };
    }

    private void preference(JsonNode row) {
      String pair = text(row, "pair_id");
      JsonNode label = labels.get(pair);
      if (label == null) {
        mismatches.add(pair + ": in preference.jsonl, but not in labels.jsonl");
        return;
      }
      if (label.path("label").isNull()
          || text(label, "label").equals(PreferenceLabel.TIE.symbol())) {
        mismatches.add(pair + ": in preference.jsonl with the label " + label.path("label"));
      }
      if (row.path("chosen").equals(row.path("rejected"))) {
        mismatches.add(pair + ": chosen and rejected are the same");
      }
      if (row.path("n_annotators").asInt(-1) != label.path("n_judgments").asInt(-2)) {
        mismatches.add(
            "%s: n_annotators %s in preference.jsonl, n_judgments %s in labels.jsonl"
                .formatted(pair, row.path("n_annotators"), label.path("n_judgments")));
      }
    }

    private static long agreeing(Map<String, Integer> votes) {
      Map<Object, Integer> directions = new LinkedHashMap<>();
      votes.forEach(
          (label, n) -> directions.merge(PreferenceLabel.of(label).direction(), n, Integer::sum));
      return directions.values().stream().mapToLong(Counting::pairsOf).sum();
    }

    private static long pairsOf(int n) {
      return (long) n * (n - 1) / 2;
    }

    private static int total(Map<String, Integer> votes) {
      return votes.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String text(JsonNode row, String field) {
      return row.path(field).asText();
    }

    private static List<JsonNode> rows(Path file) throws IOException {
      List<JsonNode> rows = new ArrayList<>();
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        rows.add(Json.MAPPER.readTree(line));
      }
      return rows;
    }
  }
}
