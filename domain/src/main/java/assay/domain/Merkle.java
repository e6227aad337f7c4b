package assay.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Merkle tree over rows of text (RFC 6962, section 2.1: leaves and nodes are hashed with
 * different prefixes), and plain SHA-256 of text.
 */
public final class Merkle {
  private Merkle() {}

  /** Root over rows in their order, lower-case hex. */
  public static String root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return HexFormat.of().formatHex(sha256().digest());
    }
    List<byte[]> level = leaves;
    while (level.size() > 1) {
      List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
      for (int i = 0; i + 1 < level.size(); i += 2) {
        MessageDigest hash = sha256();
        hash.update((byte) 1);
        hash.update(level.get(i));
        above.add(hash.digest(level.get(i + 1)));
      }
      if (level.size() % 2 == 1) {
        above.add(level.getLast());
      }
      level = above;
    }
    return HexFormat.of().formatHex(level.getFirst());
  }

  /**
   * Hash of one row; every field is preceded by its length, so that no two rows share their bytes.
   */
  public static byte[] leaf(@Nullable String... fields) {
    MessageDigest hash = sha256();
    hash.update((byte) 0);
    for (String field : fields) {
      byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
      hash.update(ByteBuffer.allocate(4).putInt(field == null ? -1 : bytes.length).array());
      hash.update(bytes);
    }
    return hash.digest();
  }

  /** SHA-256 of a text, lower-case hex. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
