package assay.workers.story;

import assay.activities.store.Sealed;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The histories of a workflow's runs: the sealed ones, and those the server still holds. */
final class Histories {
  private final Sealed sealed;
  private final Supplier<WorkflowClient> temporal;

  Histories(Sealed sealed, Supplier<WorkflowClient> temporal) {
    this.sealed = sealed;
    this.temporal = temporal;
  }

  /**
   * All runs of a workflow, the earliest first.
   *
   * @param over everything is sealed: the server is not asked
   */
  List<Run> of(int campaign, String workflow, boolean over) {
    List<Run> runs = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Sealed.Size each : sealed.sizes(campaign)) {
      if (each.workflow().equals(workflow)) {
        String json = sealed.json(campaign, workflow, each.run()).orElseThrow();
        runs.add(Run.of(workflow, each.run(), WorkflowExecutionHistory.fromJson(json)));
        known.add(each.run());
      }
    }
    if (!over) {
      live(workflow, known, runs);
    }
    runs.sort(Comparator.comparing(run -> run.steps().getFirst().at()));
    return runs;
  }

  /** One event as the server wrote it, in Temporal's JSON. */
  Optional<String> event(int campaign, ItemStory.Place place, boolean over) {
    Optional<WorkflowExecutionHistory> history =
        sealed
            .json(campaign, place.workflow(), place.run())
            .map(WorkflowExecutionHistory::fromJson);
    if (history.isEmpty() && !over) {
      history = fetch(temporal.get(), place.workflow(), place.run());
    }
    return history
        .flatMap(
            found ->
                found.getEvents().stream()
                    .filter(event -> event.getEventId() == place.event())
                    .findFirst())
        .map(Histories::json);
  }

  private static String json(HistoryEvent event) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(event);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From the run that is the last now, back to the first that is sealed. */
  private void live(String workflow, Set<String> known, List<Run> runs) {
    WorkflowClient client = temporal.get();
    String run = last(client, workflow);
    while (!run.isEmpty() && known.add(run)) {
      Optional<WorkflowExecutionHistory> found = fetch(client, workflow, run);
      if (found.isEmpty()) {
        return;
      }
      runs.add(Run.of(workflow, run, found.get()));
      run =
          found
              .get()
              .getEvents()
              .getFirst()
              .getWorkflowExecutionStartedEventAttributes()
              .getContinuedExecutionRunId();
    }
  }

  /** Empty for a workflow that the server does not know. */
  private static String last(WorkflowClient client, String workflow) {
    try {
      return client.newUntypedWorkflowStub(workflow).describe().getExecution().getRunId();
    } catch (WorkflowNotFoundException e) {
      return "";
    }
  }

  private static Optional<WorkflowExecutionHistory> fetch(
      WorkflowClient client, String workflow, String run) {
    try {
      return Optional.of(client.fetchHistory(workflow, run));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
