package assay.activities.model;

import assay.domain.spec.CampaignSpec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * How many calls of this process may be in flight at a model, first come, first served.
 *
 * <p>Campaigns that share a model share its places; the least {@code max_concurrent} of them holds.
 */
final class Places {
  private final ConcurrentHashMap<Key, Room> rooms = new ConcurrentHashMap<>();

  private record Key(String url, String model) {}

  Semaphore at(CampaignSpec.Model endpoint) {
    Room room =
        rooms.computeIfAbsent(
            new Key(endpoint.url(), endpoint.model()), key -> new Room(endpoint.maxConcurrent()));
    room.narrow(endpoint.maxConcurrent());
    return room;
  }

  private static final class Room extends Semaphore {
    private int size;

    Room(int size) {
      super(size, true);
      this.size = size;
    }

    synchronized void narrow(int wanted) {
      if (wanted < size) {
        reducePermits(size - wanted);
        size = wanted;
      }
    }
  }
}
