package assay.workers.cli.stats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Files of answers, and the command that reads them. */
abstract class StatsFixture {
  /** Four items, three annotators; c answers item 1 twice and is alone in "no" on item 3. */
  static final String ANSWERS =
      """
      worker,task,seconds,label
      a,1,3,yes
      b,1,3,yes
      c,1,3,no
      c,1,9,yes
      a,2,3,no
      b,2,3,no
      c,2,3,no
      a,3,3,yes
      b,3,3,yes
      c,3,3,no
      a,4,3,yes
      b,4,3,no
      """;

  @TempDir Path folder = Path.of("");

  record Ran(int exit, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  static Ran run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new StatsCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new Ran(exit, out.toString(), err.toString());
  }

  Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    if (name.endsWith(".csv.gz")) {
      try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
        gzip.write(content.getBytes(StandardCharsets.UTF_8));
      }
      return file;
    }
    if (name.endsWith(".parquet")) {
      return parquet(file, write(name + ".csv", content));
    }
    return Files.writeString(file, content);
  }

  static Path parquet(Path file, Path csv) {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "copy (select * from read_csv('%s')) to '%s' (format parquet)".formatted(csv, file));
      return file;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
