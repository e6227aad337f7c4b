package assay.workers.control;

import assay.activities.store.GoldPool;
import assay.domain.Merkle;
import assay.domain.Pair;
import assay.domain.PairwiseComparison;
import assay.domain.TaskType;
import assay.domain.UnusableAnswer;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InputReader;
import assay.domain.spec.InputReader.Kind;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.Problem;
import assay.domain.spec.SpecReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files a spec names: checked as a whole, then read again into the store, so that a million
 * pairs need no memory.
 */
final class Inputs {

  /**
   * What a whole reading came to.
   *
   * @param digest over every line's content
   * @param characters of the real pairs
   */
  record Scan(int pairs, int gold, long characters, String digest, List<String> warnings) {}

  private final Path specFile;
  private final SpecReader.Read read;
  private final List<GoldPool.Known> pool;

  /**
   * @param pool gold questions from outside the spec, in a fixed order
   */
  Inputs(Path specFile, SpecReader.Read read, List<GoldPool.Known> pool) {
    this.specFile = specFile;
    this.read = read;
    this.pool = pool;
  }

  /**
   * Reads everything, real pairs first.
   *
   * @throws InvalidInput naming the problems of all files together
   */
  Scan scan(Consumer<Pair> sink) throws InvalidInput {
    return new Reading(sink).all();
  }

  private final class Reading {
    private final Consumer<Pair> sink;
    private final MessageDigest hash = sha256();
    private final Set<String> ids = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private long total;

    Reading(Consumer<Pair> sink) {
      this.sink = sink;
    }

    Scan all() throws InvalidInput {
      InputReader.Summary real = real(read.spec().input());
      int count = real == null ? 0 : real.rows();
      String goldFile = read.spec().input().gold();
      InputReader.Summary gold =
          goldFile == null ? null : file("input.gold", goldFile, Kind.GOLD, count);
      if (total > 0) {
        throw new InvalidInput(problems, total);
      }
      int golds = gold == null ? 0 : gold.rows();
      golds += fromPool(count + golds);
      long characters = real == null ? 0 : real.characters();
      return new Scan(
          count, golds, characters, HexFormat.of().formatHex(hash.digest()), List.copyOf(warnings));
    }

    private InputReader.@Nullable Summary real(CampaignSpec.Input input) {
      if (input.items() != null) {
        return file("input.items", input.items(), Kind.ITEMS, 0);
      }
      return input.pairs() != null
          ? file("input.pairs", input.pairs(), Kind.PAIRS, 0)
          : file("input.prompts", input.prompts(), Kind.PROMPTS, 0);
    }

    private InputReader.@Nullable Summary file(
        String field, @Nullable String written, Kind kind, int first) {
      Path path = specFile.resolveSibling(String.valueOf(written));
      if (!Files.exists(path) || Files.isDirectory(path)) {
        problem(
            field,
            Files.isDirectory(path)
                ? path + " is a folder, not a file"
                : "there is no file " + path);
        return null;
      }
      try (BufferedReader lines = Files.newBufferedReader(path)) {
        InputReader reader = new InputReader(path.toString(), kind, read.spec().task(), first, ids);
        InputReader.Summary summary =
            reader.read(
                lines,
                pair -> {
                  hash.update(leaf(pair, read.spec().task() instanceof PairwiseComparison));
                  sink.accept(pair);
                });
        warnings.addAll(summary.warnings(path.toString()));
        return summary;
      } catch (InvalidInput e) {
        problems.addAll(e.problems());
        total += e.total();
      } catch (IOException e) {
        problem(field, path + " cannot be read: " + e.getMessage());
      }
      return null;
    }

    /**
     * The pool may grow between two starts, so it is no part of the digest. What it has for other
     * types is nothing here, and what has an answer that this campaign does not know is left out.
     */
    private int fromPool(int first) {
      TaskType task = read.spec().task();
      int taken = 0;
      for (GoldPool.Known known : pool) {
        if (!known.taskType().equals(task.name())) {
          continue;
        }
        String id = ids.contains(known.id()) ? "gold/" + known.id() : known.id();
        Pair question = question(known, first + taken, id, null);
        try {
          String gold = task.read(known.label(), () -> question).encode();
          ids.add(id);
          sink.accept(question(known, first + taken++, id, gold));
        } catch (UnusableAnswer e) {
          warnings.add(
              "gold question '%s' of the pool is left out: its %s %s"
                  .formatted(known.id(), "label" + e.path(), e.reason()));
        }
      }
      return taken;
    }

    private static Pair question(
        GoldPool.Known known, int index, String id, @Nullable String gold) {
      return new Pair(index, id, known.prompt(), known.responses(), known.domain(), 0, null, gold);
    }

    private void problem(String field, String message) {
      problems.add(new Problem(specFile.toString(), read.line(field), field, message));
      total++;
    }
  }

  private static byte[] leaf(Pair pair, boolean two) {
    List<String> turns = new ArrayList<>();
    pair.prompt().messages().forEach(m -> turns.add(m.role() + "\n" + m.content()));
    List<@Nullable String> fields = new ArrayList<>();
    fields.add(pair.id());
    fields.add(pair.prompt().plain() ? "text" : "turns");
    fields.add(String.join("\n\n", turns));
    if (two) {
      fields.add(pair.responseA());
      fields.add(pair.responseB());
    } else {
      fields.addAll(pair.responses());
    }
    fields.add(pair.domain());
    fields.add(String.valueOf(pair.priority()));
    fields.add(pair.metadata());
    fields.add(pair.gold());
    return Merkle.leaf(fields.toArray(new @Nullable String[0]));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
