package assay.workers.story;

import assay.activities.store.ItemFacts.Given;
import assay.domain.DeskEvent;
import assay.domain.Judgment;
import assay.domain.Stage;
import assay.domain.TaskType;
import assay.domain.Wire;
import assay.workers.story.ItemStory.Line;
import assay.workflows.Lot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what the desk told a batch of one item, each event where it was first signalled. */
final class EventTeller {
  private final int pair;
  private final TaskType task;
  private final Map<Long, Given> given;
  private final List<Line> lines;
  private int seen;

  EventTeller(int pair, TaskType task, Map<Long, Given> given, List<Line> lines) {
    this.pair = pair;
    this.task = task;
    this.given = given;
    this.lines = lines;
  }

  void tell(Run run, Run.Step.Signalled step) {
    Lot lot = step.input().at(0, Lot.class);
    if (lot.after() > seen || lot.last() <= seen) {
      return; // A gap, which the batch did not take either, or nothing new.
    }
    for (DeskEvent event : lot.eventsAfter(seen, task)) {
      tell(run, step, event);
    }
    seen = lot.last();
  }

  private void tell(Run run, Run.Step step, DeskEvent event) {
    Instant at = Instant.ofEpochMilli(event.at());
    switch (event) {
      case DeskEvent.Judged judged -> {
        if (judged.judgment().pair() == pair) {
          judged(run, step, at, judged);
        }
      }
      case DeskEvent.Withdrawn gone -> {
        if (gone.pair() == pair) {
          line(
              run,
              step,
              at,
              "withdrawn",
              name(gone.annotator()),
              "took the label back",
              lease(gone.lease()));
        }
      }
      case DeskEvent.Voided gone -> {
        if (gone.pair() == pair) {
          String text =
              "suspended: the label counts no more"
                  + (gone.reopened() ? ", the item is open again" : "");
          line(run, step, at, "voided", name(gone.annotator()), text, lease(gone.lease()));
        }
      }
      case DeskEvent.Exhausted exhausted -> {
        if (exhausted.pair() == pair) {
          String text = "Nobody is left who may see it (%s)".formatted(words(exhausted.stage()));
          line(run, step, at, "exhausted", null, text, Map.of());
        }
      }
      case DeskEvent.Drained drained -> {}
    }
  }

  private void judged(Run run, Run.Step step, Instant at, DeskEvent.Judged judged) {
    Judgment judgment = judged.judgment();
    Given more = given.get(judgment.lease());
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("stage", Wire.name(judgment.stage()));
    details.put("label", judgment.answer().encode());
    details.put("label_shown", more == null ? null : more.shown());
    details.put("swapped", judgment.swapped());
    details.put("seconds", judgment.tenths() / 10.0);
    details.put("lease", judgment.lease());
    details.put("counted", judged.counted());
    details.put("flags", more == null ? List.of() : more.flags());
    details.put("comment", more == null ? null : more.comment());
    String text =
        "labelled it %s in %.1f s (%s)%s"
            .formatted(
                judgment.answer().encode(),
                judgment.tenths() / 10.0,
                words(judgment.stage()),
                judged.counted() ? "" : "; too late to count");
    line(
        run,
        step,
        at,
        judged.counted() ? "judged" : "late",
        name(judgment.annotator()),
        text,
        details);
  }

  private static String words(Stage stage) {
    return switch (stage) {
      case REVIEW -> "review";
      case SPOT_CHECK -> "spot check";
      case EXPERT -> "expert";
      case GOLD -> "gold question";
      case REPEAT -> "shown again";
    };
  }

  static String name(int member) {
    return "w" + member;
  }

  private static Map<String, Object> lease(long number) {
    return Map.of("lease", number);
  }

  private void line(
      Run run,
      Run.Step step,
      Instant at,
      String what,
      @Nullable String by,
      String text,
      Map<String, Object> details) {
    lines.add(new Line(at, what, by, text, details, run.place(step)));
  }
}
