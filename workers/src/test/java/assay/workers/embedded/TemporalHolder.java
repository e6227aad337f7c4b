package assay.workers.embedded;

import java.nio.file.Path;

/** A program that holds a local Temporal open. */
final class TemporalHolder {
  private TemporalHolder() {}

  public static void main(String[] arguments) throws Exception {
    LocalTemporal server =
        LocalTemporal.start(Path.of(arguments[0]), null, notice -> System.out.println(notice));
    LocalTemporalTest.startWorkflow(server.target(), "kept");
    System.out.println("target " + server.target());
    Thread.sleep(600_000);
  }
}
