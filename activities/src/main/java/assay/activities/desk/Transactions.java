package assay.activities.desk;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Runs short transactions and tries again those that another one got in the way of. */
final class Transactions {
  private static final int ATTEMPTS = 8;
  private static final String DEADLOCK = "40P01";
  private static final String SERIALIZATION = "40001";

  /** What was read before the locks were taken is no longer so: begin again. */
  static final class Changed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Transactions() {}

  /** The result is given only after the commit. */
  static <T> T in(Jdbi jdbi, Function<Handle, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi.<T, RuntimeException>inTransaction(work::apply);
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS || !passes(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * Runs a transaction of one statement, once.
   *
   * @return empty when another one got in the way, and nothing has happened
   */
  static <T> Optional<T> atOnce(Jdbi jdbi, Function<Handle, T> statement) {
    try {
      return Optional.of(jdbi.<T, RuntimeException>withHandle(statement::apply));
    } catch (RuntimeException e) {
      if (passes(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether the same may go through when it is begun again. */
  private static boolean passes(Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof Changed) {
        return true;
      }
      if (e instanceof SQLException sql && sql.getSQLState() != null) {
        return Set.of(DEADLOCK, SERIALIZATION).contains(sql.getSQLState());
      }
    }
    return false;
  }
}
