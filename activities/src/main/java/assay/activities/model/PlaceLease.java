package assay.activities.model;

import assay.activities.store.ModelEndpoints;
import assay.activities.store.ModelEndpoints.Need;
import assay.activities.store.ModelEndpoints.Share;
import assay.activities.store.ModelEndpoints.State;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The block of places at an endpoint that this process was lent.
 *
 * <p>While they are needed, a thread renews them each second, asking for as many as were needed
 * since; it hears on the way whether the endpoint is closed. The loan ends by itself when it is not
 * renewed, so the places of a killed worker come back. All methods are called with the lock held.
 */
final class PlaceLease {
  private static final Logger LOG = LoggerFactory.getLogger(PlaceLease.class);
  private static final Duration LENGTH = Duration.ofSeconds(10);
  private static final long RENEW_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int IDLE_ROUNDS = 3;

  private final String endpoint;
  private final String worker;
  private final ModelEndpoints shared;
  private final ReentrantLock lock;
  private final Condition changed;
  private final Condition moreWanted;
  private final Consumer<State> learn;

  private boolean renewing;
  private int most;
  private int granted;
  private long until = System.nanoTime();
  private int inFlight;
  private int waiting;
  private int peak;
  private int asked;

  /**
   * @param lock of the gate
   * @param changed signalled when there may be a place
   * @param learn is told the endpoint's state, with the lock held
   */
  PlaceLease(
      String endpoint,
      String worker,
      ModelEndpoints shared,
      ReentrantLock lock,
      Condition changed,
      Consumer<State> learn) {
    this.endpoint = endpoint;
    this.worker = worker;
    this.shared = shared;
    this.lock = lock;
    this.changed = changed;
    this.moreWanted = lock.newCondition();
    this.learn = learn;
  }

  /** Whether nobody uses the endpoint: limits of campaigns that are over no longer hold. */
  boolean idle() {
    return inFlight + waiting == 0;
  }

  void arrive(int maxConcurrent) {
    most = idle() ? maxConcurrent : Math.min(most, maxConcurrent);
    waiting++;
    peak = Math.max(peak, inFlight + waiting);
    if (!renewing) {
      renewing = true;
      asked = 0;
      Thread ignored = Thread.ofVirtual().name("assay-places-" + endpoint).start(this::renew);
    } else if (starved()) {
      moreWanted.signal();
    }
  }

  void depart() {
    waiting--;
  }

  /** Takes a place if there is one. */
  boolean take() {
    if (inFlight >= Math.min(granted, most) || System.nanoTime() - until >= 0) {
      return false;
    }
    inFlight++;
    return true;
  }

  void giveBack() {
    inFlight--;
  }

  /** More are wanted than at the last request, which got all it asked for. */
  private boolean starved() {
    return granted >= asked && Math.min(peak, most) > asked;
  }

  private void renew() {
    int idleRounds = 0;
    while (idleRounds < IDLE_ROUNDS || !stop()) {
      Need need = need();
      long now = System.nanoTime();
      try {
        got(shared.renew(endpoint, need, LENGTH), now);
      } catch (RuntimeException e) {
        if (idleRounds == 0) {
          LOG.warn("places at {} could not be renewed: {}", endpoint, e.toString());
        }
      }
      idleRounds = pause() ? 0 : idleRounds + 1;
    }
  }

  private Need need() {
    lock.lock();
    try {
      asked = Math.min(peak, most);
      peak = inFlight + waiting;
      return new Need(worker, most, asked, inFlight);
    } finally {
      lock.unlock();
    }
  }

  private void got(Share share, long askedAt) {
    lock.lock();
    try {
      boolean more = share.granted() > granted || askedAt - until >= 0;
      granted = share.granted();
      until = askedAt + LENGTH.toNanos();
      learn.accept(share.state());
      if (more) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Until the next renewal; false when nobody needs a place. */
  private boolean pause() {
    lock.lock();
    try {
      long left = RENEW_NANOS;
      while (left > 0 && !starved()) {
        left = moreWanted.awaitNanos(left);
      }
      return !idle();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    } finally {
      lock.unlock();
    }
  }

  /** Gives the places back, unless somebody has come. */
  private boolean stop() {
    lock.lock();
    try {
      if (!idle()) {
        return false;
      }
      granted = 0;
      renewing = false;
      shared.release(endpoint, worker);
    } catch (RuntimeException e) {
      LOG.debug("places at {} lapse by themselves: {}", endpoint, e.toString());
    } finally {
      lock.unlock();
    }
    return true;
  }
}
