package assay.workers.cli.stats;

import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.quality.AnnotatorTable;
import assay.domain.measure.quality.Drift;
import assay.domain.measure.quality.Lean;
import assay.domain.measure.quality.Reliability;
import assay.domain.measure.quality.SelfConsistency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One annotator as the table and JSON show them.
 *
 * @param reliability with seconds, where the file has them
 * @param people how many are shown, so how many chances there were for a false alarm
 */
record AnnotatorLine(
    AnnotatorTable.Row row,
    Reliability reliability,
    OptionalDouble meanSeconds,
    Optional<SelfConsistency> consistency,
    Optional<Lean> position,
    Optional<Drift> drift,
    int people) {
  static final String HEADER =
      "%-24s %8s %9s %9s %9s %11s  %s"
          .formatted("annotator", "answers", "inferred", "majority", "gold", "reliability", "");

  static AnnotatorLine of(
      AnnotatorTable.Row row, AnnotatorHistory history, InferredTruth truth, int people) {
    OptionalDouble seconds = history.meanSeconds(row.worker());
    Reliability without = row.reliability();
    return new AnnotatorLine(
        row,
        Reliability.of(
            OptionalDouble.of(without.goldAccuracy()),
            OptionalDouble.of(without.majorityAgreement()),
            seconds),
        seconds,
        history.consistency(row.worker()),
        history.position(row.worker()),
        history.drift(row.worker(), truth.posterior()),
        people);
  }

  Map<String, Object> json(NamedAnswers named) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("worker", named.workers().name(row.worker()));
    json.put("answers", row.answers());
    json.put("inferred_accuracy", row.inferredAccuracy());
    json.put("majority_agreement", orNull(row.majorityAgreement()));
    json.put("gold_seen", row.gold().seen());
    json.put("gold_right", row.gold().right());
    json.put("gold_accuracy", orNull(row.gold().accuracy().orNaN()));
    json.put("gold_directional_accuracy", orNull(row.gold().directionalAccuracy().orNaN()));
    json.put("fails_gold", row.failsGold());
    json.put("reliability", reliability.score());
    json.put("favourite_label", named.scale().labels().get(row.favourite()));
    json.put("favourite_share", orNull(row.lean().share()));
    json.put("favourite_expected", row.lean().usual());
    json.put("leans", row.lean().isReal(people));
    meanSeconds.ifPresent(seconds -> json.put("mean_seconds", seconds));
    consistency.ifPresent(
        repeats -> {
          json.put("repeats", repeats.repeats());
          json.put("repeats_same", repeats.same());
        });
    position.ifPresent(
        lean -> {
          json.put("first_share", lean.share());
          json.put("leans_to_position", lean.isReal(people));
        });
    drift.ifPresent(
        change -> {
          json.put("drifts", change.isReal());
          json.put("drift_after", change.split());
          json.put("accuracy_before", change.before());
          json.put("accuracy_after", change.after());
        });
    return json;
  }

  String text(NamedAnswers named) {
    return String.format(
        Locale.ROOT,
        "%-24s %8d %9.3f %9s %9s %11.3f  %s",
        named.workers().name(row.worker()),
        row.answers(),
        row.inferredAccuracy(),
        row.majorityAgreement().isPresent()
            ? String.format(Locale.ROOT, "%.3f", row.majorityAgreement().getAsDouble())
            : "–",
        row.gold().seen() == 0 ? "–" : row.gold().right() + "/" + row.gold().seen(),
        reliability.score(),
        String.join("; ", remarks(named)));
  }

  private List<String> remarks(NamedAnswers named) {
    List<String> remarks = new ArrayList<>();
    if (row.failsGold()) {
      remarks.add("fails gold");
    }
    if (row.lean().isReal(people)) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "chooses %s in %.0f %%, %.0f %% expected",
              named.scale().labels().get(row.favourite()),
              100 * row.lean().share(),
              100 * row.lean().usual()));
    }
    position
        .filter(lean -> lean.isReal(people))
        .ifPresent(
            lean ->
                remarks.add(
                    String.format(
                        Locale.ROOT,
                        "favours what is shown first in %.0f %%",
                        100 * lean.share())));
    consistency.ifPresent(
        repeats -> remarks.add("repeats %d of %d".formatted(repeats.same(), repeats.repeats())));
    drift
        .filter(Drift::isReal)
        .ifPresent(
            change ->
                remarks.add(
                    String.format(
                        Locale.ROOT,
                        "%.2f right in the first %d, then %.2f",
                        change.before(),
                        change.split(),
                        change.after())));
    return remarks;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
