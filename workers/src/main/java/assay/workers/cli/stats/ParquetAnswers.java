package assay.workers.cli.stats;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads the columns task, worker and label of a Parquet file, of any type, as text. */
final class ParquetAnswers {
  private static final int REPORT_EVERY = 1 << 16;

  private ParquetAnswers() {}

  static void read(Path file, AnswersBuilder builder, Progress progress) {
    Properties streaming = new Properties();
    streaming.setProperty("jdbc_stream_results", "true");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:", streaming);
        Statement statement = duckdb.createStatement()) {
      String source = "read_parquet('%s')".formatted(file.toString().replace("'", "''"));
      requireColumns(file, statement, source);
      String query = "select task::varchar, worker::varchar, label::varchar from " + source;
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          add(file, rows, builder);
          if (builder.size() % REPORT_EVERY == 0) {
            progress.counted("answers read", builder.size());
          }
        }
      }
    } catch (SQLException e) {
      throw new UserError(
          "%s cannot be read as Parquet: %s"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  private static void add(Path file, ResultSet rows, AnswersBuilder builder) throws SQLException {
    long row = builder.size() + 1L;
    String task = cell(file, rows, row, 1, "task");
    String worker = cell(file, rows, row, 2, "worker");
    String label = cell(file, rows, row, 3, "label");
    builder.add(
        builder.tasks().number(task),
        builder.workers().number(worker),
        builder.labels().number(label),
        row);
  }

  private static String cell(Path file, ResultSet rows, long row, int column, String name)
      throws SQLException {
    String text = rows.getString(column);
    if (text == null || text.isEmpty()) {
      throw new UserError(
          "%s: row %d: %s is empty; every row needs task, worker, label"
              .formatted(file, row, name));
    }
    return text;
  }

  private static void requireColumns(Path file, Statement statement, String source)
      throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet columns = statement.executeQuery("describe select * from " + source)) {
      while (columns.next()) {
        found.add(columns.getString(1));
      }
    }
    for (String wanted : List.of("task", "worker", "label")) {
      if (!found.contains(wanted)) {
        throw new UserError(
            "%s: there is no column \"%s\" (found: %s); the file needs task, worker, label"
                .formatted(file, wanted, String.join(", ", found)));
      }
    }
  }
}
