package assay.workers.cli.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape of CSV, however the file's bytes arrive. */
class CsvReaderTest {
  private static final String CONTENT =
      "\uFEFFa,b,c\r\n1,\"x,\"\"y\"\"\",\r\n\n\"two\nlines\",é,\"q\"r\n,,\n\"\",z\nlast,\"end\"";

  private static final List<String> RECORDS =
      List.of("1: a|b|c", "2: 1|x,\"y\"|", "4: two\nlines|é|qr", "6: ||", "7: |z", "8: last|end");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
  void bytesMayArriveInAnyPortions(int most) throws IOException {
    assertThat(read(CONTENT, most)).isEqualTo(RECORDS);
  }

  @Test
  void aFieldMayBeLongerThanTheBlock() throws IOException {
    String wide = "x".repeat(1 << 19);

    assertThat(read("a,b\n" + wide + ",\"" + wide + "\"\n1,2\n", 1 << 17))
        .isEqualTo(List.of("1: a|b", "2: " + wide + "|" + wide, "3: 1|2"));
  }

  @Test
  void manyFieldsFit() throws IOException {
    assertThat(read("a" + ",b".repeat(40), 1000)).isEqualTo(List.of("1: a" + "|b".repeat(40)));
  }

  @Test
  void aQuoteThatStaysOpenIsAnError() {
    assertThatThrownBy(() -> read("a\n\"b\nc", 2))
        .isInstanceOf(UserError.class)
        .hasMessage("f.csv: line 2: a quote is opened and never closed; close it with another");
  }

  @Test
  void anEmptyFileHasNoRecords() throws IOException {
    assertThat(read("", 1)).isEmpty();
    assertThat(read("\n\n", 1)).isEmpty();
  }

  private static List<String> read(String content, int most) throws IOException {
    List<String> records = new ArrayList<>();
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try (CsvReader csv = new CsvReader("f.csv", portions(bytes, most))) {
      while (csv.next()) {
        List<String> fields = new ArrayList<>();
        for (int f = 0; f < csv.fields(); f++) {
          fields.add(csv.text(f));
        }
        records.add(csv.line() + ": " + String.join("|", fields));
      }
    }
    return records;
  }

  /** Never more than so many bytes a read. */
  private static InputStream portions(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, most));
      }
    };
  }
}
