package assay.activities.export;

import assay.activities.store.ExportRows.Judged;
import assay.activities.store.ExportRows.Labelled;
import assay.domain.Direction;
import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import assay.domain.Wire;
import assay.domain.policy.SettledLabel;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Optional;

/** How a row of each file looks: which keys, in which order, in which form. */
final class Rows {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Rows() {}

  static void label(JsonGenerator json, String campaign, Scale scale, Labelled row)
      throws IOException {
    SettledLabel settled = row.label();
    PreferenceLabel label = settled.label();
    json.writeStringField("id", row.pair().id());
    json.writeStringField("pair_id", pairId(campaign, row.pair().index()));
    json.writeStringField("label", label == null ? null : label.symbol());
    JsonLines.millionths(json, "confidence", settled.confidence());
    JsonLines.millionths(json, "margin", settled.margin());
    json.writeStringField("decided_by", Wire.name(settled.decidedBy()));
    json.writeNumberField("n_judgments", settled.judgments());
    json.writeObjectFieldStart("votes");
    // Every label of the scale on every row: readers take the first rows' keys for the column.
    for (PreferenceLabel each : scale.labels()) {
      json.writeNumberField(each.symbol(), settled.votes().getOrDefault(each, 0));
    }
    json.writeEndObject();
    json.writeNumberField("batch", row.batch());
  }

  /** The response that was preferred and the other one; empty when a trainer must not see it. */
  record Preferred(String chosen, String rejected) {
    static Optional<Preferred> of(Labelled row, double minConfidence) {
      Pair pair = row.pair();
      PreferenceLabel label = row.label().label();
      String a = pair.responseA();
      String b = pair.responseB();
      if (label == null
          || label.direction() == Direction.TIE
          || a == null
          || b == null
          || a.equals(b)
          || row.label().confidence() < StrictMath.round(minConfidence * 1_000_000)) {
        return Optional.empty();
      }
      boolean first = label.direction() == Direction.A;
      return Optional.of(first ? new Preferred(a, b) : new Preferred(b, a));
    }
  }

  static void preference(JsonGenerator json, String campaign, Labelled row, Preferred preferred)
      throws IOException {
    messages(json, "prompt", row.pair().prompt().messages());
    messages(json, "chosen", List.of(new Message("assistant", preferred.chosen)));
    messages(json, "rejected", List.of(new Message("assistant", preferred.rejected)));
    JsonLines.millionths(json, "margin", Math.abs(row.label().margin()));
    JsonLines.millionths(json, "confidence", row.label().confidence());
    json.writeNumberField("n_annotators", row.label().judgments());
    json.writeStringField("pair_id", pairId(campaign, row.pair().index()));
  }

  static void judgment(JsonGenerator json, String campaign, Judged row) throws IOException {
    json.writeStringField("id", row.id());
    json.writeStringField("pair_id", pairId(campaign, row.pair()));
    json.writeBooleanField("gold", row.gold());
    json.writeStringField("annotator", "w" + row.member());
    json.writeStringField("label_shown", row.shown().encode());
    json.writeStringField("label", row.answer().encode());
    json.writeBooleanField("swapped", row.swapped());
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

  private static String time(Instant at) {
    return MILLIS.format(at);
  }

  /** Unique in the campaign, and the same in every file. */
  private static String pairId(String campaign, int index) {
    return campaign + "/" + index;
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
