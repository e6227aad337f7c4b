package assay.workers.cli.stats;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an answers file may say beside task, worker and label.
 *
 * <p>Only columns that the file has are kept, so that others cost nothing.
 */
final class OptionalColumns {
  /** The columns by their names in a file. */
  enum Column {
    /** The task's domain. */
    DOMAIN("domain"),
    /** When the answer was given: ISO-8601, or a number that grows with time. */
    SUBMITTED_AT("submitted_at"),
    /** How long it took. */
    SECONDS("seconds"),
    /** The label relative to what was shown, before an A/B order was undone. */
    LABEL_SHOWN("label_shown");

    private final String text;

    Column(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Which response an answer favours on the screen. */
  static final int FIRST = 1;

  static final int SECOND = 2;
  private static final int NEITHER = 0;

  private final NameTable domains = new NameTable();
  private final int[] @Nullable [] numbers = new int[Column.values().length][];
  private long @Nullable [] times;
  private double @Nullable [] seconds;

  boolean has(Column column) {
    return switch (column) {
      case DOMAIN, LABEL_SHOWN -> numbers[column.ordinal()] != null;
      case SUBMITTED_AT -> times != null;
      case SECONDS -> seconds != null;
    };
  }

  /** Remembers a cell of answer {@code i}; the reason when it cannot be read. */
  Optional<String> put(Column column, int i, String cell) {
    return switch (column) {
      case DOMAIN -> {
        number(column, i, domains.number(cell));
        yield Optional.empty();
      }
      case LABEL_SHOWN -> {
        number(column, i, cell.startsWith("A") ? FIRST : cell.startsWith("B") ? SECOND : NEITHER);
        yield Optional.empty();
      }
      case SUBMITTED_AT -> putTime(i, cell);
      case SECONDS -> putSeconds(i, cell);
    };
  }

  NameTable domains() {
    return domains;
  }

  /** The domain of answer {@code i}. */
  int domain(int i) {
    return numbers(Column.DOMAIN)[i];
  }

  /** {@link #FIRST}, {@link #SECOND} or neither. */
  int favoured(int i) {
    return numbers(Column.LABEL_SHOWN)[i];
  }

  /** When answer {@code i} was given; only the order means something. */
  long time(int i) {
    return times == null ? 0 : times[i];
  }

  /** How long answer {@code i} took; NaN where the cell is empty. */
  double seconds(int i) {
    return seconds == null ? Double.NaN : seconds[i];
  }

  private int[] numbers(Column column) {
    int[] values = numbers[column.ordinal()];
    return values == null ? new int[0] : values;
  }

  private void number(Column column, int i, int value) {
    int[] values = numbers(column);
    values = i < values.length ? values : Arrays.copyOf(values, larger(i));
    values[i] = value;
    numbers[column.ordinal()] = values;
  }

  private Optional<String> putTime(int i, String cell) {
    long[] values = times == null ? new long[0] : times;
    values = i < values.length ? values : Arrays.copyOf(values, larger(i));
    times = values;
    try {
      values[i] = cell.contains("T") ? Instant.parse(cell).toEpochMilli() : Long.parseLong(cell);
      return Optional.empty();
    } catch (DateTimeParseException | NumberFormatException e) {
      return Optional.of(
          "submitted_at \"%s\" is no time; write it like 2026-11-21T14:00:00Z".formatted(cell));
    }
  }

  private Optional<String> putSeconds(int i, String cell) {
    double[] values = seconds == null ? new double[0] : seconds;
    values = i < values.length ? values : Arrays.copyOf(values, larger(i));
    seconds = values;
    try {
      values[i] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
      return values[i] < 0 ? Optional.of(noSeconds(cell)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.of(noSeconds(cell));
    }
  }

  private static String noSeconds(String cell) {
    return "seconds \"%s\" is no number of 0 or more; correct it".formatted(cell);
  }

  private static int larger(int i) {
    return (int) Math.min(Math.max(1 << 12, 2L * i), Integer.MAX_VALUE - 8);
  }
}
