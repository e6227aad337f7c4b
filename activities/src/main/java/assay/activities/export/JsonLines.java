package assay.activities.export;

import assay.activities.store.Json;
import assay.domain.measure.Doubles;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of JSON rows as bytes that never vary: UTF-8, {@code \n} after each row, keys in the order
 * they are written, decimals with one to six places.
 */
final class JsonLines implements Output {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  /** Writes the fields of one row. */
  @FunctionalInterface
  interface Row {
    void write(JsonGenerator json) throws IOException;
  }

  private static final int DECIMALS = 6;

  private final FileChannel channel;
  private final OutputStream bytes;
  private final JsonGenerator json;
  private boolean written;

  JsonLines(Path file) throws IOException {
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    this.bytes = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    this.json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8);
    this.json.setCodec(Json.MAPPER);
    this.json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    this.json.setRootValueSeparator(new SerializedString("\n"));
  }

  void row(Row row) throws IOException {
    json.writeStartObject();
    row.write(json);
    json.writeEndObject();
    written = true;
  }

  @Override
  public void finish() throws IOException {
    if (written) {
      json.writeRaw('\n');
    }
    json.flush();
    bytes.flush();
    channel.force(true);
    channel.close();
  }

  /** A number in millionths, always with a decimal point: a column must not change its type. */
  static void millionths(JsonGenerator json, String field, int value) throws IOException {
    decimal(json, field, BigDecimal.valueOf(value, DECIMALS));
  }

  static void tenths(JsonGenerator json, String field, int value) throws IOException {
    decimal(json, field, BigDecimal.valueOf(value, 1));
  }

  /** A list of numbers, each with at most six decimals. */
  static void decimals(JsonGenerator json, String field, Doubles values) throws IOException {
    json.writeArrayFieldStart(field);
    for (double value : values.toArray()) {
      json.writeNumber(plain(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP)));
    }
    json.writeEndArray();
  }

  private static void decimal(JsonGenerator json, String field, BigDecimal value)
      throws IOException {
    json.writeFieldName(field);
    json.writeNumber(plain(value));
  }

  private static String plain(BigDecimal value) {
    BigDecimal trimmed = value.stripTrailingZeros();
    return (trimmed.scale() < 1 ? trimmed.setScale(1) : trimmed).toPlainString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
