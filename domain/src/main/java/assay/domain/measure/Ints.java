package assay.domain.measure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable column of ints. */
public final class Ints {
  /** No values. */
  public static final Ints NONE = new Ints(new int[0]);

  private final int[] values;

  private Ints(int[] values) {
    this.values = values;
  }

  /** A copy of these values. */
  public static Ints of(int... values) {
    return new Ints(values.clone());
  }

  /** These values themselves: the caller gives the array away. */
  public static Ints owned(int[] values) {
    return new Ints(values);
  }

  public int at(int i) {
    return values[i];
  }

  public int size() {
    return values.length;
  }

  public boolean isEmpty() {
    return values.length == 0;
  }

  /** A copy. */
  public int[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ints that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
