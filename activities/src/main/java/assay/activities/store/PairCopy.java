package assay.activities.store;

import assay.domain.Pair;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Streams pairs into the store by COPY, in the transaction of its connection. */
final class PairCopy implements Consumer<Pair> {
  private static final int BUFFER = 1 << 16;

  private final int campaign;
  private final boolean pairs;
  private final CopyIn copy;
  private final StringBuilder rows = new StringBuilder();

  /**
   * @param pairs whether each item is a pair of responses, which have columns of their own
   */
  PairCopy(int campaign, boolean pairs, CopyManager manager) throws SQLException {
    this.campaign = campaign;
    this.pairs = pairs;
    this.copy =
        manager.copyIn(
            "copy pair (campaign, ix, id, prompt, response_a, response_b, responses, domain,"
                + " priority, metadata, gold) from stdin");
  }

  @Override
  public void accept(Pair pair) {
    rows.append(campaign).append('\t').append(pair.index());
    field(pair.id());
    field(Pairs.write(pair.prompt()));
    boolean two = pairs && pair.complete();
    field(two ? pair.responseA() : null);
    field(two ? pair.responseB() : null);
    field(pairs ? null : Json.write(pair.responses()));
    field(pair.domain());
    rows.append('\t').append(pair.priority());
    field(pair.metadata());
    field(pair.gold());
    rows.append('\n');
    if (rows.length() >= BUFFER) {
      flush();
    }
  }

  /** Ends the COPY; returns how many rows were written. */
  long finish() throws SQLException {
    flush();
    return copy.endCopy();
  }

  /** Leaves the connection usable after a failure; the transaction is lost. */
  void abandon() {
    try {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      // The cancelled COPY itself reports its end as an error; the rollback follows anyway.
    }
  }

  private void flush() {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    rows.setLength(0);
    try {
      copy.writeToCopy(bytes, 0, bytes.length);
    } catch (SQLException e) {
      throw new StoreFailure("the pairs could not be stored: " + e.getMessage(), e);
    }
  }

  private void field(@Nullable String value) {
    rows.append('\t');
    if (value == null) {
      rows.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        default -> rows.append(c);
      }
    }
  }
}
