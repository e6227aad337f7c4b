package assay.workers.story;

import assay.domain.Answer;
import assay.domain.Decider;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.Wire;
import assay.domain.policy.CalibrationSnapshot;
import assay.workers.story.ItemStory.Line;
import assay.workflows.AggregationActivities;
import assay.workflows.BatchPlan;
import assay.workflows.Chunk;
import assay.workflows.LabelColumns;
import assay.workflows.ReviewActivities;
import assay.workflows.TextColumns;
import assay.workflows.VerdictColumns;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the runs of one batch hold of one item. What a later run was told again is told once.
 */
final class BatchTeller {
  private final EventTeller.Item item;
  private final List<Line> lines = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final EventTeller events;
  private @Nullable CalibrationSnapshot rule;
  private boolean checked;

  /**
   * @param heard leases whose answers earlier batches were told; those of this one are added
   */
  BatchTeller(int batch, EventTeller.Item item, Set<Long> heard) {
    this.item = item;
    this.events = new EventTeller(batch, item, heard, lines);
  }

  List<Line> tell(List<Run> runs) {
    for (Run run : runs) {
      for (Run.Step step : run.steps()) {
        switch (step) {
          case Run.Step.Started started -> planned(run, started);
          case Run.Step.Done done -> done(run, done);
          case Run.Step.Signalled signal -> {
            if (signal.signal().equals("events")) {
              events.tell(run, signal);
            }
          }
        }
      }
    }
    return lines;
  }

  private void planned(Run run, Run.Step.Started step) {
    BatchPlan plan = step.input().at(0, BatchPlan.class);
    if (item.pair() < plan.first() || item.pair() >= plan.first() + plan.size()) {
      return;
    }
    rule = plan.calibration();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("batch", plan.number());
    details.put("pairs", plan.size());
    details.put("calibration", plan.calibrationVersion());
    String text =
        plan.again() == 0
            ? "Batch %d begins, with %d %s%s"
                .formatted(plan.number(), plan.size(), item.name(), plan.size() == 1 ? "" : "s")
            : "Batch %d judges again what a changed judge had decided in batch %d"
                .formatted(plan.number(), plan.again());
    once(run, step, "planned", text, details);
  }

  private void done(Run run, Run.Step.Done step) {
    switch (step.activity()) {
      case "Generate" -> generated(run, step);
      case "Prelabel", "JudgeAgain" -> prelabelled(run, step);
      case "ReviewOpen" -> opened(run, step);
      case "ReviewWanted" -> wanted(run, step);
      case "EscalationEscalate" -> {
        if (Arrays.stream(step.input().at(2, int[].class)).anyMatch(each -> each == item.pair())) {
          once(run, step, "escalated", "Handed to the experts: " + why(), Map.of());
        }
      }
      case "AggregationAggregateBatch" -> labelled(run, step);
      case "ExportExportBatch" -> {
        if (place(step.input().at(0, Chunk.class)) >= 0) {
          once(run, step, "exported_batch", "Written to the batch's own files", Map.of());
        }
      }
      default -> {
        // Steps of the whole batch tell nothing of one item.
      }
    }
  }

  private String why() {
    boolean seen =
        lines.stream()
            .anyMatch(
                line ->
                    "spot_check".equals(line.details().get("stage"))
                        && line.what().equals("judged"));
    return !checked
        ? "people did not settle it"
        : seen ? "the check disagreed with the judges" : "nobody made the check";
  }

  private int place(Chunk chunk) {
    int place = item.pair() - chunk.first();
    return place < chunk.count() ? place : -1;
  }

  private void generated(Run run, Run.Step.Done step) {
    if (place(step.input().at(0, Chunk.class)) < 0) {
      return;
    }
    TextColumns texts = step.result().at(0, TextColumns.class);
    boolean dropped = Arrays.stream(texts.dropped()).anyMatch(each -> each == item.pair());
    Map<String, Object> details = Map.of("merkle_root", texts.root());
    String text =
        dropped
            ? "No two responses worth comparing could be generated; dropped"
            : item.ready()
                ? "The %s is as its input has it".formatted(item.name())
                : "Two responses were generated";
    once(run, step, dropped ? "dropped" : item.ready() ? "ready" : "generated", text, details);
  }

  private void prelabelled(Run run, Run.Step.Done step) {
    int place = place(step.input().at(0, Chunk.class));
    if (place < 0) {
      return;
    }
    VerdictColumns columns = step.result().at(0, VerdictColumns.class);
    if (columns.kept(place)) {
      return;
    }
    Verdict verdict = columns.verdict(place);
    PreferenceLabel label = verdict.label();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("outcome", Wire.name(verdict.outcome()));
    details.put("label", label == null ? null : label.symbol());
    details.put("confidence", verdict.confidence() / 1e6);
    details.put("route", Wire.name(columns.route(place)));
    details.put("merkle_root", columns.root());
    String said =
        label == null
            ? "The judges gave no usable answer"
            : "The judges say %s, %s".formatted(label.symbol(), sureness(verdict, details));
    String goes =
        switch (columns.route(place)) {
          case ACCEPT -> "; accepted";
          case SPOT_CHECK -> "; accepted, with a blind check by one person";
          case PEOPLE -> "; people decide";
        };
    once(run, step, "verdict", said + goes, details);
  }

  /** What routing went by: the probability, where there is a calibration. */
  private String sureness(Verdict verdict, Map<String, Object> details) {
    double raw = verdict.confidence() / 1e6;
    if (rule == null) {
      return "confidence %.3f".formatted(raw);
    }
    double probability = rule.probability(verdict) / 1e6;
    details.put("probability", probability);
    details.put("accepted_from", rule.accept() > 1_000_000 ? null : rule.accept() / 1e6);
    return "probability %.3f (raw %.3f; %s)"
        .formatted(
            probability,
            raw,
            rule.accept() > 1_000_000
                ? "nothing is accepted"
                : "accepted from %.2f".formatted(rule.accept() / 1e6));
  }

  private void opened(Run run, Run.Step.Done step) {
    ReviewActivities.Order order = step.input().at(0, ReviewActivities.Order.class);
    if (Arrays.stream(order.review()).anyMatch(each -> each == item.pair())) {
      once(run, step, "opened", "Open for review by people", Map.of("stage", "review"));
    } else if (Arrays.stream(order.spotChecks()).anyMatch(each -> each == item.pair())) {
      checked = true;
      once(
          run,
          step,
          "opened",
          "Open for a blind check by one person",
          Map.of("stage", "spot_check"));
    }
  }

  private void wanted(Run run, Run.Step.Done step) {
    JsonNode places = step.input().at(2, JsonNode.class).path(Integer.toString(item.pair()));
    if (places.isInt()) {
      line(
          run,
          step,
          "wanted",
          "People do not agree yet: %d judgments are wanted in all".formatted(places.intValue()),
          Map.of("judgments", places.intValue()));
    }
  }

  private void labelled(Run run, Run.Step.Done step) {
    Chunk chunk = step.input().at(0, Chunk.class);
    int place = place(chunk);
    if (place < 0) {
      return;
    }
    LabelColumns columns = step.result().at(0, LabelColumns.class);
    if (columns.deciders().charAt(place) == AggregationActivities.KEPT) {
      return;
    }
    String label = label(columns, place);
    Optional<Answer> answer = Optional.ofNullable(label).flatMap(item.answers()::of);
    String decider = Wire.name(Decider.of(columns.deciders().charAt(place)));
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("label", label);
    details.put("answer", answer.map(item.answers()::json).orElse(null));
    details.put("decided_by", decider);
    details.put("confidence", columns.confidence()[place] / 1e6);
    if (item.pairwise()) {
      details.put("margin", columns.margin()[place] / 1e6);
    }
    details.put("digest", columns.digest());
    once(
        run,
        step,
        "labelled",
        label == null
            ? "Settled without a label (%s)".formatted(decider)
            : "Settled as %s by %s, confidence %.3f"
                .formatted(
                    answer
                        .map(item.answers()::words)
                        .orElse("a label that is not stored, of SHA-256 " + label),
                    decider.replace('_', ' '),
                    columns.confidence()[place] / 1e6),
        details);
  }

  /** As the history has it; null where there is none. */
  private static @Nullable String label(LabelColumns columns, int place) {
    return switch (columns.labels().charAt(place)) {
      case '-' -> null;
      case 'x' -> columns.answers().get(place);
      default -> PreferenceLabel.values()[columns.labels().charAt(place) - '0'].symbol();
    };
  }

  private void once(Run run, Run.Step step, String what, String text, Map<String, Object> details) {
    if (told.add(what)) {
      line(run, step, what, text, details);
    }
  }

  private void line(Run run, Run.Step step, String what, String text, Map<String, Object> details) {
    lines.add(new Line(step.at(), what, null, text, details, run.place(step)));
  }
}
