package assay.workers.embedded;

import assay.activities.store.CannotStart;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Temporal's in-memory server, in real time, inside this JVM; it forgets everything when it ends.
 *
 * <p>What {@code TestServer.createPortBoundServer(port, true)} does, but on the loopback address
 * only: that one would let the whole network in.
 */
final class InProcessTemporal implements AutoCloseable {
  private static final boolean REAL_TIME = true;
  private static final long START_AT_THE_CLOCKS_TIME = 0;

  private final TestServicesStarter services;
  private final Server server;

  private InProcessTemporal(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  static InProcessTemporal start() {
    TestServicesStarter services = new TestServicesStarter(REAL_TIME, START_AT_THE_CLOCKS_TIME);
    HealthStatusManager health = new HealthStatusManager();
    health.setStatus(WorkflowServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(health.getHealthService());
    services.getServices().forEach(builder::addService);
    try {
      return new InProcessTemporal(services, builder.build().start());
    } catch (IOException e) {
      services.close();
      throw new CannotStart("The in-process Temporal did not start: " + e.getMessage() + ".", e);
    }
  }

  String target() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    services.close();
  }
}
