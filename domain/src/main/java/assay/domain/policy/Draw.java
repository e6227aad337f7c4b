package assay.domain.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Drawn numbers that anyone can recompute: they depend on the seed, the purpose and the key alone.
 */
public final class Draw {
  private Draw() {}

  /** A number in [0, 1): the first 53 bits of SHA-256 over {@code seed|purpose|key}. */
  public static double uniform(long seed, String purpose, String key) {
    return (bits(seed, purpose, key) >>> 11) * 0x1.0p-53;
  }

  /** A whole number in [0, bound). */
  public static int below(int bound, long seed, String purpose, String key) {
    return (int) (uniform(seed, purpose, key) * bound);
  }

  /** Which side of a pair gets a label that is as likely on both. */
  public static boolean evenGoesToB(long seed, String id) {
    return below(2, seed, "even", id) == 1;
  }

  private static long bits(long seed, String purpose, String key) {
    byte[] hash =
        sha256().digest((seed + "|" + purpose + "|" + key).getBytes(StandardCharsets.UTF_8));
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = (bits << 8) | (hash[i] & 0xff);
    }
    return bits;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
