package assay.activities.store;

import assay.domain.Merkle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Jdbi;

/** Closed histories, kept for the time when the server has forgotten them. */
public final class Sealed {

  /**
   * How big one closed run was.
   *
   * @param bytes as the server stores it, before compression
   * @param digest SHA-256 of the history as JSON
   */
  public record Size(String workflow, String run, int events, int bytes, String digest) {}

  private final Jdbi jdbi;

  public Sealed(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public boolean has(int campaign, String workflow, String run) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select 1 from sealed_history"
                        + " where campaign = :campaign and workflow = :workflow and run = :run")
                .bind("campaign", campaign)
                .bind("workflow", workflow)
                .bind("run", run)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Keeps one closed run; the first copy stands. */
  public void keep(int campaign, String workflow, String run, int events, int bytes, String json) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    insert into sealed_history (campaign, workflow, run, events, bytes, digest, history)
                    values (:campaign, :workflow, :run, :events, :bytes, :digest, :history)
                    on conflict do nothing
                    """)
                .bind("campaign", campaign)
                .bind("workflow", workflow)
                .bind("run", run)
                .bind("events", events)
                .bind("bytes", bytes)
                .bind("digest", Merkle.sha256(json))
                .bind("history", gzip(json))
                .execute());
  }

  /** All runs of a campaign, by workflow. */
  public List<Size> sizes(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select workflow, run, events, bytes, digest from sealed_history"
                        + " where campaign = :campaign order by workflow, run")
                .bind("campaign", campaign)
                .map(
                    (row, context) ->
                        new Size(
                            row.getString("workflow"),
                            row.getString("run"),
                            row.getInt("events"),
                            row.getInt("bytes"),
                            row.getString("digest")))
                .list());
  }

  /** The history of one run as JSON. */
  public Optional<String> json(int campaign, String workflow, String run) {
    return jdbi.withHandle(
            h ->
                h.createQuery(
                        "select history from sealed_history"
                            + " where campaign = :campaign and workflow = :workflow and run = :run")
                    .bind("campaign", campaign)
                    .bind("workflow", workflow)
                    .bind("run", run)
                    .mapTo(byte[].class)
                    .findOne())
        .map(Sealed::gunzip);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String gunzip(byte[] bytes) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
