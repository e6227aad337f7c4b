package assay.workers.cli.stats;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads answers from CSV, CSV.gz or Parquet, by the columns task, worker and label. */
final class AnswersFile {
  private static final int REPORT_EVERY = 1 << 16;

  private AnswersFile() {}

  /**
   * Reads all answers in one pass.
   *
   * @param order the order of labels, or empty to find it
   * @param wanted what else to read, of what the file has
   * @throws UserError when the file cannot be read as answers
   */
  static NamedAnswers read(
      Path file, List<String> order, Set<OptionalColumns.Column> wanted, Progress progress) {
    AnswersBuilder builder = new AnswersBuilder();
    if (file.toString().endsWith(".parquet")) {
      ParquetAnswers.read(requireFile(file), wanted, builder, progress);
    } else {
      readCsv(file, wanted, builder, progress);
    }
    progress.done("read %s: %,d answers".formatted(file, builder.size()));
    return builder.build(file, order);
  }

  /** The labels of a CSV with the columns task and label, one a task. */
  static List<TaskLabel> readLabels(Path file) {
    List<TaskLabel> labels = new ArrayList<>();
    try (CsvReader csv = new CsvReader(file, open(file))) {
      int[] column = columns(file, csv, "task", "label");
      while (csv.next()) {
        requireCells(file, csv, column, "task", "label");
        labels.add(new TaskLabel(csv.text(column[0]), csv.text(column[1]), csv.line()));
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return labels;
  }

  /** One row of such a file. */
  record TaskLabel(String task, String label, long line) {}

  private static void readCsv(
      Path file, Set<OptionalColumns.Column> wanted, AnswersBuilder builder, Progress progress) {
    try (CsvReader csv = new CsvReader(file, open(file))) {
      int[] column = columns(file, csv, "task", "worker", "label");
      Map<OptionalColumns.Column, Integer> others = others(csv, wanted);
      while (csv.next()) {
        requireCells(file, csv, column, "task", "worker", "label");
        if (!others.isEmpty()) {
          others.forEach((other, field) -> put(file, csv, builder, other, field));
        }
        builder.add(
            number(builder.tasks(), csv, column[0]),
            number(builder.workers(), csv, column[1]),
            number(builder.labels(), csv, column[2]),
            csv.line());
        if (builder.size() % REPORT_EVERY == 0) {
          progress.counted("answers read", builder.size());
        }
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Where the columns are that a file may have. */
  private static Map<OptionalColumns.Column, Integer> others(
      CsvReader csv, Set<OptionalColumns.Column> wanted) {
    Map<OptionalColumns.Column, Integer> found = new EnumMap<>(OptionalColumns.Column.class);
    for (OptionalColumns.Column column : wanted) {
      for (int field = 0; field < csv.fields(); field++) {
        if (csv.text(field).strip().equals(column.text())) {
          found.put(column, field);
        }
      }
    }
    return found;
  }

  private static void put(
      Path file, CsvReader csv, AnswersBuilder builder, OptionalColumns.Column column, int field) {
    String cell = field < csv.fields() ? csv.text(field) : "";
    builder
        .columns()
        .put(column, builder.size(), cell)
        .ifPresent(
            problem -> {
              throw UserError.at(file, csv.line(), problem);
            });
  }

  private static int number(NameTable names, CsvReader csv, int field) {
    return names.number(csv.buffer(), csv.start(field), csv.length(field));
  }

  /** Where the named columns are; they may stand in any order, with others between. */
  private static int[] columns(Path file, CsvReader csv, String... names) throws IOException {
    String wanted = String.join(", ", names);
    if (!csv.next()) {
      throw UserError.at(file, 1, "the file is empty; its first line must name " + wanted);
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < csv.fields(); i++) {
      found.add(csv.text(i).strip());
    }
    int[] column = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      column[i] = found.indexOf(names[i]);
      if (column[i] < 0) {
        throw UserError.at(
            file,
            1,
            "there is no column \"%s\" (found: %s); the first line must name %s"
                .formatted(names[i], String.join(", ", found), wanted));
      }
    }
    return column;
  }

  private static void requireCells(Path file, CsvReader csv, int[] column, String... names) {
    for (int i = 0; i < column.length; i++) {
      if (column[i] >= csv.fields() || csv.length(column[i]) == 0) {
        throw UserError.at(
            file,
            csv.line(),
            "%s is empty; every row needs %s".formatted(names[i], String.join(", ", names)));
      }
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(requireFile(file)), 1 << 18);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static Path requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserError("%s is a folder; name a CSV, CSV.gz or Parquet file".formatted(file));
    }
    if (!Files.exists(file)) {
      throw new UserError("%s does not exist; check the path".formatted(file));
    }
    return file;
  }

  private static UserError unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new UserError("%s does not exist; check the path".formatted(file));
    }
    if (e instanceof ZipException || e instanceof EOFException) {
      return new UserError(
          "%s is not a whole gzip file (%s); compress it again or give the plain CSV"
              .formatted(file, e.getMessage()));
    }
    return new UserError("%s cannot be read: %s".formatted(file, e.getMessage()));
  }
}
