package assay.workers.story;

import com.google.protobuf.util.Timestamps;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.internal.history.LocalActivityMarkerUtils;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a workflow: what it was given, what its steps came to, and what it was told. */
record Run(String workflow, String run, List<Step> steps) {

  /** Something in a history that carries words. */
  sealed interface Step {
    Instant at();

    long event();

    /** The workflow began with this. */
    record Started(Instant at, long event, Words input) implements Step {}

    /** An activity, also a local one, came to a result. */
    record Done(Instant at, long event, String activity, Words input, Words result)
        implements Step {}

    record Signalled(Instant at, long event, String signal, Words input) implements Step {}
  }

  /** Arguments, or a result. */
  record Words(Payloads payloads) {
    <T> T at(int place, Class<T> type) {
      return DefaultDataConverter.STANDARD_INSTANCE.fromPayloads(
          place, Optional.of(payloads), type, type);
    }
  }

  static Run of(String workflow, String run, WorkflowExecutionHistory history) {
    Map<Long, ActivityTaskScheduledEventAttributes> scheduled = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (HistoryEvent event : history.getEvents()) {
      Instant at = Instant.ofEpochMilli(Timestamps.toMillis(event.getEventTime()));
      long id = event.getEventId();
      if (event.hasWorkflowExecutionStartedEventAttributes()) {
        Payloads input = event.getWorkflowExecutionStartedEventAttributes().getInput();
        steps.add(new Step.Started(at, id, new Words(input)));
      } else if (event.hasActivityTaskScheduledEventAttributes()) {
        scheduled.put(id, event.getActivityTaskScheduledEventAttributes());
      } else if (event.hasActivityTaskCompletedEventAttributes()) {
        var done = event.getActivityTaskCompletedEventAttributes();
        var asked = scheduled.get(done.getScheduledEventId());
        if (asked != null) {
          String name = asked.getActivityType().getName();
          steps.add(
              new Step.Done(
                  at, id, name, new Words(asked.getInput()), new Words(done.getResult())));
        }
      } else if (event.hasMarkerRecordedEventAttributes()) {
        local(event, at).ifPresent(steps::add);
      } else if (event.hasWorkflowExecutionSignaledEventAttributes()) {
        var signal = event.getWorkflowExecutionSignaledEventAttributes();
        steps.add(new Step.Signalled(at, id, signal.getSignalName(), new Words(signal.getInput())));
      }
    }
    return new Run(workflow, run, List.copyOf(steps));
  }

  private static Optional<Step> local(HistoryEvent event, Instant at) {
    MarkerRecordedEventAttributes marker = event.getMarkerRecordedEventAttributes();
    Payloads input = marker.getDetailsMap().get(LocalActivityMarkerUtils.MARKER_ACTIVITY_INPUT_KEY);
    if (!LocalActivityMarkerUtils.hasLocalActivityStructure(event) || input == null) {
      return Optional.empty();
    }
    String name = LocalActivityMarkerUtils.getActivityTypeName(marker);
    Payloads result = LocalActivityMarkerUtils.getResult(marker);
    return Optional.of(
        new Step.Done(
            at,
            event.getEventId(),
            String.valueOf(name),
            new Words(input),
            new Words(result == null ? Payloads.getDefaultInstance() : result)));
  }

  ItemStory.Place place(Step step) {
    return new ItemStory.Place(workflow, run, step.event());
  }
}
