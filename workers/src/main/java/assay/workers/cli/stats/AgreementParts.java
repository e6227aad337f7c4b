package assay.workers.cli.stats;

import assay.domain.measure.Estimate;
import assay.domain.measure.agreement.Bootstrap;
import assay.domain.measure.agreement.Breakdown;
import assay.domain.measure.agreement.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where agreement is lost: by label, by annotator, and by domain if the file names domains. */
final class AgreementParts {
  /** The table shows so many annotators, those who agree least; JSON has all. */
  private static final int SHOWN = 10;

  private final NamedAnswers named;
  private final OptionalColumns columns;
  private final List<Breakdown.Part> labels;
  private final List<Breakdown.Part> annotators;
  private final List<Estimate> domains;

  AgreementParts(NamedAnswers named, Level level, Bootstrap bootstrap) {
    this.named = named;
    this.columns = named.given().columns();
    this.labels = Breakdown.byLabel(named.answers());
    this.annotators = Breakdown.byWorker(named.answers());
    this.domains =
        hasDomains()
            ? Breakdown.alphaByDomain(
                named.answers(),
                domainOfTasks(),
                columns.domains().size(),
                level,
                named.scale().values().toArray(),
                bootstrap)
            : List.of();
  }

  boolean hasDomains() {
    return columns.has(OptionalColumns.Column.DOMAIN);
  }

  List<Map<String, Object>> byLabel() {
    List<Map<String, Object>> rows = new ArrayList<>();
    int[] counts = named.answers().labelCounts();
    for (Breakdown.Part part : labels) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("label", named.scale().labels().get(part.part()));
      row.put("answers", counts[part.part()]);
      row.put("specific_agreement", part.pairs() == 0 ? null : part.agreement());
      rows.add(row);
    }
    return rows;
  }

  List<Map<String, Object>> byAnnotator() {
    List<Map<String, Object>> rows = new ArrayList<>();
    int[] counts = named.answers().workerCounts();
    for (Breakdown.Part part : annotators) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("worker", named.workers().name(part.part()));
      row.put("answers", counts[part.part()]);
      row.put("agreement", part.pairs() == 0 ? null : part.agreement());
      rows.add(row);
    }
    return rows;
  }

  List<Map<String, Object>> byDomain() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int d = 0; d < domains.size(); d++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("domain", columns.domains().name(d));
      row.put("krippendorff_alpha", AgreementCommand.json(domains.get(d)));
      rows.add(row);
    }
    return rows;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("of those who meet an answer of this label, so many gave it too");
    for (Breakdown.Part part : labels) {
      lines.add(line(named.scale().labels().get(part.part()), part));
    }
    List<Breakdown.Part> least =
        annotators.stream()
            .filter(part -> part.pairs() > 0)
            .sorted(Comparator.comparingDouble(Breakdown.Part::agreement))
            .limit(SHOWN)
            .toList();
    if (!least.isEmpty()) {
      lines.add("");
      lines.add("of others' answers to the same items, so many agree with this annotator");
      least.forEach(part -> lines.add(line(named.workers().name(part.part()), part)));
      if (annotators.size() > least.size()) {
        lines.add("… those who agree least; --json has all %d".formatted(annotators.size()));
      }
    }
    if (!domains.isEmpty()) {
      lines.add("");
      lines.add("krippendorff_alpha by domain");
      for (int d = 0; d < domains.size(); d++) {
        lines.add(AgreementCommand.line(columns.domains().name(d), domains.get(d)));
      }
    }
    return lines;
  }

  private static String line(String name, Breakdown.Part part) {
    return part.pairs() == 0
        ? "%-24s       –".formatted(name)
        : String.format(Locale.ROOT, "%-24s %7.4f", name, part.agreement());
  }

  /** The domain that the last answer to a task names; -1, which is no domain, without answers. */
  private int[] domainOfTasks() {
    int[] domain = new int[named.answers().nTasks()];
    Arrays.fill(domain, -1);
    for (int i = 0; i < named.given().size(); i++) {
      domain[named.given().task().at(i)] = columns.domain(i);
    }
    return domain;
  }
}
