package assay.workers.cli;

import assay.activities.desk.Relay;
import assay.activities.desk.TemporalSubscriber;
import assay.domain.Wire;
import assay.workers.up.Services;
import assay.workers.up.Stack;
import assay.workers.worker.LogFile;
import assay.workers.worker.Queue;
import assay.workers.worker.WorkerHost;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** One worker process, for a Temporal and a PostgreSQL that run elsewhere. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the workers of one task queue, or of all.",
      "ASSAY_TEMPORAL_ADDRESS and ASSAY_DATABASE_URL say where the servers are."
    })
public final class WorkerCommand implements Callable<Integer> {
  @Option(
      names = "--queue",
      defaultValue = "all",
      converter = QueueName.class,
      description = "all, workflows, models or data (default: ${DEFAULT-VALUE})")
  private Queue queue = Queue.ALL;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:ASSAY_HOME:-.assay}",
      description = "where logs and exported files go (default: ASSAY_HOME, else ./.assay)")
  private Path home = Path.of(".assay");

  static final class QueueName implements ITypeConverter<Queue> {
    @Override
    public Queue convert(String name) {
      return Wire.parse(Queue.class, name)
          .orElseThrow(
              () ->
                  new picocli.CommandLine.TypeConversionException(
                      "must be one of "
                          + String.join(", ", Wire.names(Queue.class))
                          + ", not '"
                          + name
                          + "'"));
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Path folder = home.toAbsolutePath().normalize();
    LogFile.open(folder.resolve("logs/worker-" + Wire.name(queue) + ".log"));
    Services services = Services.serve(folder, System.getenv());
    Relay relay = new Relay(services.jdbi(), new TemporalSubscriber(services.temporal()));
    WorkerHost host =
        WorkerHost.start(queue, services.temporal(), services.jdbi(), Stack.exports(folder));
    if (queue == Queue.ALL || queue == Queue.DATA) {
      relay.start();
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  relay.close();
                  host.close();
                  services.close();
                },
                "stop"));
    System.out.println("ready " + Wire.name(queue));
    new CountDownLatch(1).await();
    return 0;
  }
}
