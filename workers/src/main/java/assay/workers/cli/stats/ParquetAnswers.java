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
import java.util.Set;

/** Reads the columns task, worker and label of a Parquet file, of any type, as text. */
final class ParquetAnswers {
  private static final int REPORT_EVERY = 1 << 16;

  private ParquetAnswers() {}

  static void read(
      Path file, Set<OptionalColumns.Column> wanted, AnswersBuilder builder, Progress progress) {
    Properties streaming = new Properties();
    streaming.setProperty("jdbc_stream_results", "true");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:", streaming);
        Statement statement = duckdb.createStatement()) {
      String source = "read_parquet('%s')".formatted(file.toString().replace("'", "''"));
      List<OptionalColumns.Column> others = columns(file, wanted, statement, source);
      StringBuilder query =
          new StringBuilder("select task::varchar, worker::varchar, label::varchar");
      for (OptionalColumns.Column other : others) {
        query.append(", ").append(select(other));
      }
      query.append(" from ").append(source);
      try (ResultSet rows = statement.executeQuery(query.toString())) {
        while (rows.next()) {
          add(file, rows, others, builder);
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

  /** Times as numbers, others as text. */
  private static String select(OptionalColumns.Column column) {
    return column == OptionalColumns.Column.SUBMITTED_AT
        ? "epoch_ms(submitted_at::timestamp)::varchar"
        : column.text() + "::varchar";
  }

  private static void add(
      Path file, ResultSet rows, List<OptionalColumns.Column> others, AnswersBuilder builder)
      throws SQLException {
    long row = builder.size() + 1L;
    for (int i = 0; i < others.size(); i++) {
      String cell = rows.getString(4 + i);
      builder
          .columns()
          .put(others.get(i), builder.size(), cell == null ? "" : cell)
          .ifPresent(
              problem -> {
                throw new UserError("%s: row %d: %s".formatted(file, row, problem));
              });
    }
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

  /** The optional columns that the file has; the others must be there. */
  private static List<OptionalColumns.Column> columns(
      Path file, Set<OptionalColumns.Column> wanted, Statement statement, String source)
      throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet columns = statement.executeQuery("describe select * from " + source)) {
      while (columns.next()) {
        found.add(columns.getString(1));
      }
    }
    for (String needed : List.of("task", "worker", "label")) {
      if (!found.contains(needed)) {
        throw new UserError(
            "%s: there is no column \"%s\" (found: %s); the file needs task, worker, label"
                .formatted(file, needed, String.join(", ", found)));
      }
    }
    return wanted.stream().sorted().filter(column -> found.contains(column.text())).toList();
  }
}
