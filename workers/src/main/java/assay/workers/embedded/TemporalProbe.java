package assay.workers.embedded;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a Temporal server whether it is there. */
public final class TemporalProbe {
  private static final long ANSWER_SECONDS = 20;

  private TemporalProbe() {}

  static boolean answers(String target) {
    return failure(target).isEmpty();
  }

  /** Why the server does not serve the default namespace; empty when it does. */
  public static Optional<String> failure(String target) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(target)
                .setRpcTimeout(Duration.ofSeconds(ANSWER_SECONDS))
                .build());
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace("default").build());
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      return Optional.of(e.getStatus().getCode() + description(e));
    } finally {
      stubs.shutdownNow();
    }
  }

  private static String description(StatusRuntimeException e) {
    String description = e.getStatus().getDescription();
    return description == null ? "" : ": " + description;
  }
}
