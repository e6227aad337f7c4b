package assay.activities.export;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.ExportRows;
import assay.activities.store.ExportRows.Judged;
import assay.activities.store.ExportRows.Labelled;
import assay.activities.store.ExportRows.Snapshot;
import assay.workflows.Chunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Writes a campaign's files; the same evidence gives the same bytes. */
public final class Exporter {
  private static final int TOLD_EVERY = 1000;

  /**
   * What was written.
   *
   * @param files names in {@code folder}
   */
  public record Written(
      Path folder, List<String> files, long labels, long preferences, long judgments) {}

  private final ExportRows rows;

  public Exporter(Jdbi jdbi) {
    this.rows = new ExportRows(jdbi);
  }

  /**
   * Everything that is settled by now, all files of one moment.
   *
   * @param progress told the number of rows now and then
   * @throws ExportFailed when the folder cannot be written; the files there stay as they were
   */
  public Written campaign(Campaign campaign, Path folder, LongConsumer progress) {
    Counter counter = new Counter(progress);
    long[] counts = new long[3];
    try (FileSet files = new FileSet(folder)) {
      rows.<RuntimeException>read(
          campaign,
          snapshot -> {
            long[] pairs =
                pairs(snapshot.labels(0, campaign.pairs()), campaign, files, "", counter);
            counts[0] = pairs[0];
            counts[1] = pairs[1];
            counts[2] = judgments(snapshot, campaign, files, counter);
          });
      files.commit();
    }
    return new Written(
        folder,
        List.of("labels.jsonl", "preference.jsonl", "judgments.jsonl"),
        counts[0],
        counts[1],
        counts[2]);
  }

  /** The rows of what one batch decided, in files that begin with {@code prefix}. */
  void batch(Campaign campaign, Chunk batch, Path folder, String prefix, LongConsumer progress) {
    try (FileSet files = new FileSet(folder)) {
      rows.<RuntimeException>read(
          campaign,
          snapshot ->
              pairs(
                  snapshot.labels(batch.first(), batch.count(), batch.batch()),
                  campaign,
                  files,
                  prefix,
                  new Counter(progress)));
      files.commit();
    }
  }

  private static long[] pairs(
      Stream<Labelled> labelled, Campaign campaign, FileSet files, String prefix, Counter counter) {
    String name = campaign.spec().campaign();
    double minConfidence = campaign.spec().export().minConfidence();
    long[] counts = new long[2];
    JsonLines labels = files.lines(prefix + "labels.jsonl");
    JsonLines preferences = files.lines(prefix + "preference.jsonl");
    try (Stream<Labelled> stream = labelled) {
      for (Iterator<Labelled> all = stream.iterator(); all.hasNext(); ) {
        Labelled row = all.next();
        labels.row(json -> Rows.label(json, name, campaign.spec().scale(), row));
        counts[0]++;
        Optional<Rows.Preferred> preferred = Rows.Preferred.of(row, minConfidence);
        if (preferred.isPresent()) {
          preferences.row(json -> Rows.preference(json, name, row, preferred.get()));
          counts[1]++;
        }
        counter.row();
      }
    } catch (IOException e) {
      throw FileSet.failed(files.folder(), e);
    }
    return counts;
  }

  private static long judgments(
      Snapshot snapshot, Campaign campaign, FileSet files, Counter counter) {
    JsonLines lines = files.lines("judgments.jsonl");
    long count = 0;
    try (Stream<Judged> stream = snapshot.judgments()) {
      for (Iterator<Judged> all = stream.iterator(); all.hasNext(); ) {
        Judged row = all.next();
        lines.row(json -> Rows.judgment(json, campaign.spec().campaign(), row));
        count++;
        counter.row();
      }
    } catch (IOException e) {
      throw FileSet.failed(files.folder(), e);
    }
    return count;
  }

  private static final class Counter {
    private final LongConsumer progress;
    private long rows;

    Counter(LongConsumer progress) {
      this.progress = progress;
    }

    void row() {
      if (++rows % TOLD_EVERY == 0) {
        progress.accept(rows);
      }
    }
  }
}
