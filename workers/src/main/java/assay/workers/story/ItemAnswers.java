package assay.workers.story;

import assay.domain.Answer;
import assay.domain.Merkle;
import assay.domain.Pair;
import assay.domain.TaskType;
import assay.domain.measure.Ints;
import assay.domain.measure.consensus.Span;
import assay.domain.policy.ShownOrder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The answers to one item: as histories hold them, in their JSON form, and in their type's words.
 *
 * <p>Of a text that somebody wrote, and of a very long label, a history holds the SHA-256 alone.
 * The answer is then what is stored with that hash; anything else that is stored is not shown for
 * it.
 */
final class ItemAnswers {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST = 200;

  private final TaskType task;
  private final String salt;
  private final List<String> responses;
  private final Map<String, String> stored = new HashMap<>();

  /**
   * @param salt the campaign's secret
   * @param stored answers and labels of the item, encoded
   */
  ItemAnswers(TaskType task, String salt, Pair item, Collection<String> stored) {
    this.task = task;
    this.salt = salt;
    this.responses = item.responses();
    stored.forEach(answer -> this.stored.put(Merkle.sha256(answer), answer));
  }

  /** The answer of a history; empty when only its hash is known. */
  Optional<Answer> of(String inHistory) {
    String found = stored.get(inHistory);
    if (found != null) {
      return Optional.of(task.decode(found));
    }
    boolean hash = HASH.matcher(inHistory).matches() && !task.labels().contains(inHistory);
    return hash ? Optional.empty() : Optional.of(task.decode(inHistory));
  }

  /** As exported files have it. */
  JsonNode json(Answer answer) {
    return task.json(answer);
  }

  /** The input's keys of several responses in the order in which a lease showed them. */
  Optional<List<String>> shown(long lease, boolean swapped) {
    if (task.responses() != TaskType.Responses.SEVERAL) {
      return Optional.empty();
    }
    Ints order = ShownOrder.of(task, salt, lease, swapped, responses.size());
    List<String> keys = new ArrayList<>();
    for (int place = 0; place < order.size(); place++) {
      keys.add(Answer.Ranking.key(order.at(place)));
    }
    return Optional.of(keys);
  }

  /** What a person did who gave this answer. */
  String did(Answer answer) {
    return switch (answer) {
      case Answer.Preference preference -> "labelled it " + words(preference);
      case Answer.Choice choice -> "labelled it " + words(choice);
      case Answer.Dialog dialog -> "labelled it " + words(dialog);
      case Answer.Ranking ranking -> "ranked it " + words(ranking);
      case Answer.MeanRanking ranking -> "ranked it " + words(ranking);
      case Answer.Ratings ratings -> "rated it " + words(ratings);
      case Answer.MeanRatings ratings -> "rated it " + words(ratings);
      case Answer.Spans spans -> "marked " + words(spans);
      case Answer.Text text -> "wrote " + words(text);
    };
  }

  /** The answer itself, in one line; what is long is cut. */
  String words(Answer answer) {
    return switch (answer) {
      case Answer.Preference preference -> preference.label().symbol();
      case Answer.Choice choice -> choice.label();
      case Answer.Dialog dialog -> cut(dialog(dialog));
      case Answer.Ranking ranking -> ranking(ranking);
      case Answer.MeanRanking ranking -> ranking(ranking.order());
      case Answer.Ratings ratings -> ratings(ratings);
      case Answer.MeanRatings ratings -> ratings(ratings);
      case Answer.Spans spans -> spans.spans().isEmpty() ? "nothing" : cut(spans(spans));
      case Answer.Text text -> "“" + cut(text.text()) + "”";
    };
  }

  private static String dialog(Answer.Dialog dialog) {
    List<String> turns = new ArrayList<>();
    dialog.turns().forEach((turn, label) -> turns.add("turn %d %s".formatted(turn, label)));
    return dialog.whole() + (turns.isEmpty() ? "" : "; " + String.join(", ", turns));
  }

  private static String ranking(Answer.Ranking ranking) {
    return String.join(
        " > ",
        ranking.groups().stream()
            .map(tied -> String.join(" = ", tied.stream().map(Answer.Ranking::key).toList()))
            .toList());
  }

  /** A person's scores, or the means of several. */
  private String ratings(Answer ratings) {
    List<String> said = new ArrayList<>();
    json(ratings)
        .properties()
        .forEach(
            each -> {
              JsonNode score = each.getValue();
              said.add(
                  each.getKey() + " " + (score.isObject() ? score.path("mean") : score).asText());
            });
    return String.join(", ", said);
  }

  private String spans(Answer.Spans spans) {
    String text = responses.getFirst();
    List<String> said = new ArrayList<>();
    for (Span span : spans.spans()) {
      int from = text.offsetByCodePoints(0, span.start());
      int to = text.offsetByCodePoints(from, span.end() - span.start());
      said.add("“%s” as %s".formatted(text.substring(from, to), task.labels().get(span.label())));
    }
    return String.join(", ", said);
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
