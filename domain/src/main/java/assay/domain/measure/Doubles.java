package assay.domain.measure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable column of doubles. */
public final class Doubles {
  /** No values. */
  public static final Doubles NONE = new Doubles(new double[0]);

  private final double[] values;

  private Doubles(double[] values) {
    this.values = values;
  }

  /** A copy of these values. */
  public static Doubles of(double... values) {
    return new Doubles(values.clone());
  }

  /** These values themselves: the caller gives the array away. */
  public static Doubles owned(double[] values) {
    return new Doubles(values);
  }

  public double at(int i) {
    return values[i];
  }

  public int size() {
    return values.length;
  }

  public boolean isEmpty() {
    return values.length == 0;
  }

  /** A copy. */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Doubles that && Arrays.equals(values, that.values);
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
