package assay.activities.export;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.ExportRows;
import assay.activities.store.ExportRows.Judged;
import assay.activities.store.ExportRows.Labelled;
import assay.activities.store.ExportRows.Snapshot;
import assay.domain.Preferred;
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
  private static final String LABELS = "labels.jsonl";

  /** Only of task types that prefer one response to another. */
  private static final String PREFERENCE = "preference.jsonl";

  private static final String JUDGMENTS = "judgments.jsonl";
  private static final String PAYOUTS = "payouts.csv";
  private static final String LEDGER = "ledger.csv";

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
            Accounting.write(snapshot, campaign, files);
          });
      files.commit();
    }
    return new Written(
        folder,
        campaign.spec().task().prefers()
            ? List.of(LABELS, PREFERENCE, JUDGMENTS, PAYOUTS, LEDGER)
            : List.of(LABELS, JUDGMENTS, PAYOUTS, LEDGER),
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
    long[] counts = new long[2];
    JsonLines labels = files.lines(prefix + LABELS);
    Optional<JsonLines> preferences =
        campaign.spec().task().prefers()
            ? Optional.of(files.lines(prefix + PREFERENCE))
            : Optional.empty();
    try (Stream<Labelled> stream = labelled) {
      for (Iterator<Labelled> all = stream.iterator(); all.hasNext(); ) {
        Labelled row = all.next();
        labels.row(json -> Rows.label(json, campaign, row));
        counts[0]++;
        if (preferences.isPresent()) {
          for (Preferred two : Rows.preferred(campaign, row)) {
            preferences.get().row(json -> Rows.preference(json, campaign, row, two));
            counts[1]++;
          }
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
    JsonLines lines = files.lines(JUDGMENTS);
    long count = 0;
    try (Stream<Judged> stream = snapshot.judgments()) {
      for (Iterator<Judged> all = stream.iterator(); all.hasNext(); ) {
        Judged row = all.next();
        lines.row(json -> Rows.judgment(json, campaign, row));
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
