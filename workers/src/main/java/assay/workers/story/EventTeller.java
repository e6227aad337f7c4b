package assay.workers.story;

import assay.activities.store.ItemFacts.Given;
import assay.domain.Answer;
import assay.domain.DeskEvent;
import assay.domain.Flag;
import assay.domain.Judgment;
import assay.domain.PairwiseComparison;
import assay.domain.Stage;
import assay.domain.TaskType;
import assay.domain.Wire;
import assay.workers.story.ItemStory.Line;
import assay.workflows.Lot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what the desk told a batch of one item, each event where it was first signalled. */
final class EventTeller {
  private final int batch;
  private final Item item;
  private final Set<Long> heard;
  private final List<Line> lines;
  private int seen;

  /**
   * What is known of the item besides its histories.
   *
   * @param ready it came with its responses
   */
  record Item(int pair, boolean ready, TaskType task, ItemAnswers answers, Map<Long, Given> given) {
    boolean pairwise() {
      return task instanceof PairwiseComparison;
    }

    String name() {
      return pairwise() ? "pair" : "item";
    }

    /** Why a label counts no more, or what is special of it; empty when nothing is. */
    private String why(long lease) {
      Given more = given.get(lease);
      return more == null ? "" : Objects.requireNonNullElse(more.why(), "");
    }

    private boolean missed(long lease) {
      Given more = given.get(lease);
      return more != null && more.flags().contains(Wire.name(Flag.GOLD_INCORRECT));
    }
  }

  /**
   * @param heard leases whose answers earlier batches were told; those of this one are added
   */
  EventTeller(int batch, Item item, Set<Long> heard, List<Line> lines) {
    this.batch = batch;
    this.item = item;
    this.heard = heard;
    this.lines = lines;
  }

  void tell(Run run, Run.Step.Signalled step) {
    Lot lot = step.input().at(0, Lot.class);
    if (lot.after() > seen || lot.last() <= seen) {
      return; // A gap, which the batch did not take either, or nothing new.
    }
    for (DeskEvent event : lot.eventsAfter(seen, item.task)) {
      tell(run, step, event);
    }
    seen = lot.last();
  }

  private void tell(Run run, Run.Step step, DeskEvent event) {
    Instant at = Instant.ofEpochMilli(event.at());
    switch (event) {
      case DeskEvent.Judged judged -> {
        if (judged.judgment().pair() == item.pair) {
          judged(run, step, at, judged);
        }
      }
      case DeskEvent.Withdrawn gone -> {
        if (gone.pair() == item.pair) {
          line(
              run,
              step,
              at,
              "withdrawn",
              name(gone.annotator()),
              item.why(gone.lease()).equals("superseded")
                  ? "revised it after a look at what others said"
                  : "took the label back",
              lease(gone.lease()));
        }
      }
      case DeskEvent.Voided gone -> {
        if (gone.pair() == item.pair) {
          String text =
              "suspended: the label counts no more"
                  + (gone.reopened() ? ", the item is open again" : "");
          line(run, step, at, "voided", name(gone.annotator()), text, lease(gone.lease()));
        }
      }
      case DeskEvent.Exhausted exhausted -> {
        if (exhausted.pair() == item.pair) {
          String text = "Nobody is left who may see it (%s)".formatted(words(exhausted.stage()));
          line(run, step, at, "exhausted", null, text, Map.of());
        }
      }
      case DeskEvent.Drained drained -> {}
    }
  }

  private void judged(Run run, Run.Step step, Instant at, DeskEvent.Judged judged) {
    Judgment judgment = judged.judgment();
    String inHistory = judgment.answer().encode();
    Optional<Answer> answer = item.answers.of(inHistory);
    String text =
        answer
                .map(item.answers::did)
                .orElse("gave an answer that is not stored, of SHA-256 " + inHistory)
            + " in %.1f s (%s)".formatted(judgment.tenths() / 10.0, stage(judgment));
    boolean again = !heard.add(judgment.lease());
    line(
        run,
        step,
        at,
        again ? "told_again" : judged.counted() ? "judged" : "late",
        name(judgment.annotator()),
        text
            + (again
                ? "; batch %d, which judges it again, is told".formatted(batch)
                : more(judged)),
        details(judged, inHistory, answer));
  }

  private String more(DeskEvent.Judged judged) {
    return !judged.counted()
        ? "; too late to count"
        : item.why(judged.judgment().lease()).equals("revised")
            ? "; this stands in place of the one before"
            : "";
  }

  private String stage(Judgment judgment) {
    return words(judgment.stage())
        + (item.missed(judgment.lease()) ? "; not the known answer" : "");
  }

  private Map<String, Object> details(
      DeskEvent.Judged judged, String inHistory, Optional<Answer> answer) {
    Judgment judgment = judged.judgment();
    Given more = item.given.get(judgment.lease());
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("stage", Wire.name(judgment.stage()));
    details.put("label", inHistory);
    details.put("answer", answer.map(item.answers::json).orElse(null));
    if (item.pairwise()) {
      details.put("label_shown", more == null ? null : more.shown());
      details.put("swapped", judgment.swapped());
    }
    item.answers
        .shown(judgment.lease(), judgment.swapped())
        .ifPresent(
            order -> {
              details.put("label_shown", more == null ? null : more.shown());
              details.put("order_shown", order);
            });
    details.put("seconds", judgment.tenths() / 10.0);
    details.put("lease", judgment.lease());
    details.put("counted", judged.counted());
    details.put("flags", more == null ? List.of() : more.flags());
    details.put("comment", more == null ? null : more.comment());
    return details;
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
