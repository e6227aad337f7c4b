package assay.activities.export;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.ExportRows.Judged;
import assay.activities.store.ExportRows.Labelled;
import assay.domain.Answer;
import assay.domain.Categorical;
import assay.domain.Consensus;
import assay.domain.Message;
import assay.domain.PairwiseComparison;
import assay.domain.PreferenceRanking;
import assay.domain.Preferred;
import assay.domain.TaskType;
import assay.domain.Wire;
import assay.domain.measure.Ints;
import assay.domain.policy.SettledLabel;
import assay.domain.policy.ShownOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a row of each file looks: which keys, in which order, in which form. */
final class Rows {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Rows() {}

  static void label(JsonGenerator json, Campaign campaign, Labelled row) throws IOException {
    SettledLabel settled = row.label();
    TaskType task = campaign.spec().task();
    Answer label = settled.label();
    json.writeStringField("id", row.pair().id());
    json.writeStringField("pair_id", pairId(campaign, row.pair().index()));
    json.writeFieldName("label");
    if (label == null) {
      json.writeNull();
    } else {
      json.writeTree(task.json(label));
    }
    JsonLines.millionths(json, "confidence", settled.confidence());
    if (task instanceof PairwiseComparison) {
      JsonLines.millionths(json, "margin", settled.margin());
    } else {
      json.writeNullField("margin");
    }
    if (task instanceof PreferenceRanking ranking) {
      scores(json, ranking, (Answer.MeanRanking) label);
    }
    json.writeStringField("decided_by", Wire.name(settled.decidedBy()));
    json.writeNumberField("n_judgments", settled.judgments());
    votes(json, task, settled.votes());
    json.writeNumberField("batch", row.batch());
  }

  /** What the order rests on, in the input's order of responses. */
  private static void scores(
      JsonGenerator json, PreferenceRanking task, Answer.@Nullable MeanRanking label)
      throws IOException {
    if (label == null) {
      json.writeNullField("borda");
      json.writeNullField("bradley_terry");
    } else {
      JsonLines.decimals(json, "borda", task.bordaScores(label));
      JsonLines.decimals(json, "bradley_terry", task.logStrengths(label));
    }
  }

  private static void votes(JsonGenerator json, TaskType task, Map<String, Integer> votes)
      throws IOException {
    if (!(task instanceof Categorical)) {
      json.writeNullField("votes");
      return;
    }
    json.writeObjectFieldStart("votes");
    // Every label on every row: readers take the first rows' keys for the column.
    for (String label : task.labels()) {
      json.writeNumberField(label, votes.getOrDefault(label, 0));
    }
    json.writeEndObject();
  }

  /** What trainers may see of an item: which response is preferred to which. */
  static List<Preferred> preferred(Campaign campaign, Labelled row) {
    Consensus settled = row.label().consensus();
    List<String> responses = row.pair().responses();
    if (settled == null || responses.isEmpty()) {
      return List.of();
    }
    long least = StrictMath.round(campaign.spec().export().minConfidence() * 1_000_000);
    return campaign.spec().task().preferences(settled).stream()
        .filter(two -> two.confidence() >= least)
        .filter(two -> !responses.get(two.chosen()).equals(responses.get(two.rejected())))
        .toList();
  }

  static void preference(JsonGenerator json, Campaign campaign, Labelled row, Preferred two)
      throws IOException {
    List<String> responses = row.pair().responses();
    String pairId = pairId(campaign, row.pair().index());
    messages(json, "prompt", row.pair().prompt().messages());
    messages(json, "chosen", List.of(new Message("assistant", responses.get(two.chosen()))));
    messages(json, "rejected", List.of(new Message("assistant", responses.get(two.rejected()))));
    JsonLines.millionths(json, "margin", two.margin());
    JsonLines.millionths(json, "confidence", two.confidence());
    json.writeNumberField("n_annotators", row.label().judgments());
    json.writeStringField("pair_id", two.name().isEmpty() ? pairId : pairId + "/" + two.name());
  }

  static void judgment(JsonGenerator json, Campaign campaign, Judged row) throws IOException {
    TaskType task = campaign.spec().task();
    json.writeStringField("id", row.id());
    json.writeStringField("pair_id", pairId(campaign, row.pair()));
    json.writeBooleanField("gold", row.gold());
    json.writeStringField("annotator", "w" + row.member());
    json.writeFieldName("label_shown");
    json.writeTree(task.json(row.shown()));
    json.writeFieldName("label");
    json.writeTree(task.json(row.answer()));
    json.writeBooleanField("swapped", row.swapped());
    if (task.responses() == TaskType.Responses.SEVERAL) {
      order(json, campaign, row);
    }
    JsonLines.tenths(json, "seconds", row.tenths());
    json.writeNumberField("lease", row.lease());
    json.writeArrayFieldStart("flags");
    for (String flag : row.flags()) {
      json.writeString(flag);
    }
    json.writeEndArray();
    json.writeBooleanField("counted", row.counted());
    json.writeStringField("why", row.why());
    json.writeStringField("submitted_at", time(row.at()));
  }

  /** The input's keys in the order in which the responses were shown. */
  private static void order(JsonGenerator json, Campaign campaign, Judged row) throws IOException {
    Ints order =
        ShownOrder.of(
            campaign.spec().task(),
            campaign.salt(),
            row.lease(),
            row.swapped(),
            row.answer().responses());
    json.writeArrayFieldStart("order_shown");
    for (int place = 0; place < order.size(); place++) {
      json.writeString(Answer.Ranking.key(order.at(place)));
    }
    json.writeEndArray();
  }

  private static String time(Instant at) {
    return MILLIS.format(at);
  }

  /** Unique in the campaign, and the same in every file. */
  private static String pairId(Campaign campaign, int index) {
    return campaign.spec().campaign() + "/" + index;
  }

  private static void messages(JsonGenerator json, String field, List<Message> messages)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Message message : messages) {
      json.writeStartObject();
      json.writeStringField("role", message.role());
      json.writeStringField("content", message.content());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
