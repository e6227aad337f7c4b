package assay.workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that goes away and comes back. */
public final class StablePort {
  private StablePort() {}

  /** Free, and below those that systems give to outgoing connections while nobody listens. */
  public static int free() {
    for (int port = ThreadLocalRandom.current().nextInt(20_000, 30_000); ; port++) {
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException taken) {
        // The next one may not be.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
