package assay.activities.model;

import io.temporal.testing.TestActivityEnvironment;

/** Temporal's environment for one run of an activity. */
public record TestActivity(TestActivityEnvironment temporal) implements AutoCloseable {
  public TestActivity() {
    this(TestActivityEnvironment.newInstance());
  }

  public <T> T of(Class<T> type, T implementation) {
    temporal.registerActivitiesImplementations(implementation);
    return temporal.newActivityStub(type);
  }

  @Override
  public void close() {
    temporal.close();
  }
}
