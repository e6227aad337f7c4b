package assay.activities.model;

import assay.activities.store.ModelEndpoints;
import assay.activities.store.ModelEndpoints.State;
import assay.domain.spec.CampaignSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way of this process to one endpoint: who may ask it now.
 *
 * <p>Places are lent by the database in blocks and divided here, so that a call costs no statement
 * of its own unless the endpoint has a pace. After {@link #IN_A_ROW} failures in a row the circuit
 * opens for all workers; once its time is over a single call finds out whether the endpoint answers
 * again. Campaigns that share an endpoint share its gate; the least of their limits holds while it
 * is in use.
 */
final class Gate {
  /** More than one question's tries: a question that never succeeds is not an endpoint's death. */
  static final int IN_A_ROW = 8;

  /** A probe is over before another one is made. */
  private static final Duration PROBE_MARGIN = Duration.ofSeconds(10);

  private final String endpoint;
  private final ModelEndpoints shared;
  private final Backoff backoff;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PlaceLease places;

  private volatile int requestsPerMinute;
  private volatile int tokensPerMinute;
  private int failures;
  private State state = State.OPEN;
  private long stateAt = System.nanoTime();

  Gate(String endpoint, String worker, ModelEndpoints shared, Backoff backoff) {
    this.endpoint = endpoint;
    this.shared = shared;
    this.backoff = backoff;
    shared.add(endpoint);
    this.places = new PlaceLease(endpoint, worker, shared, lock, changed, this::learn);
  }

  /** What a question meets at the gate. */
  sealed interface Entry {}

  /**
   * It may be asked now, and holds a place until {@link #leave}.
   *
   * @param probe whether it finds out, for all, if the endpoint answers again
   */
  record Admitted(boolean probe) implements Entry {}

  /**
   * The endpoint is down for longer than a question waits.
   *
   * @param reopens when it will be tried again
   * @param downFor how long it has not answered
   */
  record Closed(String reason, Duration reopens, Duration downFor) implements Entry {}

  /**
   * Waits for the endpoint to be open, for a place, and for the turn that its pace allows.
   *
   * @param tokens that the question may take, its answer included
   */
  Entry enter(CampaignSpec.Model model, int tokens) throws InterruptedException {
    boolean probe = false;
    while (true) {
      lock.lockInterruptibly();
      try {
        narrow(model);
        Entry entry = admit(model, probe);
        if (!(entry instanceof Admitted admitted)) {
          return entry;
        }
        probe = admitted.probe();
      } finally {
        lock.unlock();
      }
      if (probe || paced(tokens)) {
        return new Admitted(probe);
      }
    }
  }

  private Entry admit(CampaignSpec.Model model, boolean probing) throws InterruptedException {
    boolean probe = probing;
    places.arrive(model.maxConcurrent());
    try {
      while (true) {
        Optional<Closed> closed = probe ? Optional.empty() : closed();
        if (closed.isPresent()) {
          Closed now = closed.get();
          Duration wait = max(now.reopens, left(state.probedFor()));
          boolean givenUp = now.downFor.compareTo(model.giveUpAfter()) > 0;
          if (now.reopens.compareTo(backoff.longestAsked()) > 0 || (givenUp && wait.isPositive())) {
            return now;
          }
          if (wait.isPositive()) {
            long ignored = changed.awaitNanos(wait.toNanos());
          } else {
            probe = shared.probe(endpoint, model.timeout().plus(PROBE_MARGIN));
            learn(shared.state(endpoint));
          }
        } else if (places.take()) {
          return new Admitted(probe);
        } else {
          changed.await();
        }
      }
    } finally {
      places.depart();
    }
  }

  /** Waits for the turn; false, the place given back, when the endpoint was closed meanwhile. */
  private boolean paced(int tokens) throws InterruptedException {
    if (requestsPerMinute == 0 && tokensPerMinute == 0) {
      return true;
    }
    boolean admitted = false;
    try {
      Duration wait = shared.turn(endpoint, requestsPerMinute, tokensPerMinute, tokens);
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
      admitted = down().isEmpty();
      return admitted;
    } finally {
      if (!admitted) {
        leave();
      }
    }
  }

  private void narrow(CampaignSpec.Model model) {
    if (places.idle()) {
      requestsPerMinute = model.requestsPerMinute();
      tokensPerMinute = model.tokensPerMinute();
    } else {
      requestsPerMinute = lesser(requestsPerMinute, model.requestsPerMinute());
      tokensPerMinute = lesser(tokensPerMinute, model.tokensPerMinute());
    }
  }

  /** Where 0 is no limit. */
  private static int lesser(int one, int other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }

  /** Gives the place back. */
  void leave() {
    lock.lock();
    try {
      places.giveBack();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param reserved tokens that the question entered with
   */
  void answered(int reserved, int used) {
    boolean spare;
    lock.lock();
    try {
      failures = 0;
      if (state.downFor() != null) {
        shared.reopen(endpoint);
        learn(State.OPEN);
      }
      spare = tokensPerMinute > 0 && used > 0;
    } finally {
      lock.unlock();
    }
    if (spare) {
      shared.spare(endpoint, tokensPerMinute, reserved - used);
    }
  }

  /**
   * A call came to nothing.
   *
   * @param asked how long the server asks to be left alone; null when it does not
   * @param refused whether access as such was refused, which no further call will change soon
   */
  void failed(boolean probe, @Nullable Duration asked, boolean refused, String reason) {
    lock.lock();
    try {
      failures++;
      boolean fresh = state.downFor() == null && (failures >= IN_A_ROW || refused);
      if (!probe && !fresh && asked == null) {
        return;
      }
      int closures = probe || fresh ? state.closures() + 1 : state.closures();
      double jitter = ThreadLocalRandom.current().nextDouble();
      Duration pause =
          asked != null ? asked : refused ? backoff.cap() : backoff.after(closures, jitter);
      learn(shared.close(endpoint, pause, closures, reason));
    } finally {
      lock.unlock();
    }
  }

  /** Present while the endpoint is closed, or waits for the call that finds out. */
  Optional<Closed> down() {
    lock.lock();
    try {
      return closed();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Closed> closed() {
    Duration downFor = state.downFor();
    if (downFor == null) {
      return Optional.empty();
    }
    Duration since = Duration.ofNanos(System.nanoTime() - stateAt);
    return Optional.of(new Closed(state.reason(), left(state.closedFor()), downFor.plus(since)));
  }

  /** What is left of a time that the state names; negative when it is over. */
  private Duration left(Duration time) {
    return time.minusNanos(System.nanoTime() - stateAt);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void learn(State now) {
    boolean same =
        (state.downFor() == null) == (now.downFor() == null) && state.closures() == now.closures();
    if (!same && now.downFor() == null) {
      failures = 0;
    }
    state = now;
    stateAt = System.nanoTime();
    if (!same) {
      changed.signalAll();
    }
  }
}
