package assay.workers.cli.stats;

import assay.domain.measure.Answers;
import assay.domain.measure.Estimate;
import assay.domain.measure.Estimate.Reason;
import assay.domain.measure.agreement.Advice;
import assay.domain.measure.agreement.Agreement;
import assay.domain.measure.agreement.Bootstrap;
import assay.domain.measure.agreement.Level;
import assay.domain.measure.agreement.Weighting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay stats agreement}: what the agreement is, and what to do about it. */
@Command(
    name = "agreement",
    description = "How far annotators agree, corrected for chance, and what to do about it.",
    mixinStandardHelpOptions = true)
final class AgreementCommand implements Callable<Integer> {
  @Mixin private AnswersArguments arguments = new AnswersArguments();

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "nominal (the default), ordinal, interval or ratio: what differences mean.")
  private String level = "nominal";

  @Option(names = "--bootstrap", description = "Resamples behind the intervals (1000).")
  private int replicates = 1000;

  @Option(names = "--seed", description = "The seed of the resamples (0).")
  private long seed;

  @Override
  public Integer call() {
    return arguments.with(Set.of(OptionalColumns.Column.DOMAIN), this::report);
  }

  private void report(NamedAnswers named) {
    Level measured = level(named.scale());
    Answers answers = named.answers();
    Bootstrap bootstrap = new Bootstrap(Math.max(0, replicates), seed);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("n_items", answers.nTasks());
    document.put("n_workers", answers.nWorkers());
    document.put("n_labels", answers.size());
    document.put("n_classes", answers.nLabels());
    document.put("repeated", answers.repeated());
    document.put("level", level.toLowerCase(Locale.ROOT));
    Map<String, Estimate> estimates = estimates(answers, named.scale(), measured, bootstrap);
    estimates.forEach((name, estimate) -> document.put(name, json(estimate)));
    Advice advice = Advice.of(alpha(estimates), estimates.getOrDefault("gwet_ac1", NONE));
    document.put("advice", json(advice));
    if (named.scale().isPreference()) {
      document.put("directional", directional(named, bootstrap));
    }
    AgreementParts parts = new AgreementParts(named, measured, bootstrap);
    document.put("by_label", parts.byLabel());
    document.put("by_annotator", parts.byAnnotator());
    if (parts.hasDomains()) {
      document.put("by_domain", parts.byDomain());
    }
    List<String> lines = lines(answers, estimates, advice);
    lines.addAll(parts.lines());
    arguments.print(document, lines);
  }

  private static final Estimate NONE = new Estimate.Undefined(Reason.NO_ANSWERS);

  private static Estimate alpha(Map<String, Estimate> estimates) {
    return estimates.getOrDefault("krippendorff_alpha", NONE);
  }

  private static Map<String, Estimate> estimates(
      Answers answers, LabelScale scale, Level level, Bootstrap bootstrap) {
    Agreement agreement = Agreement.of(answers, bootstrap);
    Weighting partial =
        switch (level) {
          case NOMINAL -> Weighting.IDENTITY;
          case ORDINAL -> Weighting.ORDINAL;
          case INTERVAL, RATIO -> Weighting.QUADRATIC;
        };
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    estimates.put("raw_agreement", agreement.raw());
    estimates.put("raw_agreement_item_mean", agreement.rawItemMean());
    estimates.put(
        "cohen_kappa_mean", agreement.cohenMean(Weighting.IDENTITY, Agreement.LEAST_SHARED));
    estimates.put("fleiss_kappa", agreement.fleissKappa(Weighting.IDENTITY));
    estimates.put(
        "krippendorff_alpha", agreement.krippendorffAlpha(level, scale.values().toArray()));
    estimates.put("gwet_ac1", agreement.gwetAc1());
    estimates.put(
        "gwet_ac2",
        level == Level.NOMINAL
            ? new Estimate.Undefined(Reason.NOT_ORDERED)
            : agreement.gwetAc2(partial));
    return estimates;
  }

  private Level level(LabelScale scale) {
    Level wanted;
    try {
      wanted = Level.valueOf(level.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "--level %s is not known; use nominal, ordinal, interval or ratio".formatted(level));
    }
    if (wanted != Level.NOMINAL && !scale.ordered()) {
      throw new UserError(
          "%s: --level %s needs labels in an order, and \"%s\" is not a number; give --order with"
                  .formatted(arguments.file(), level, scale.labels().getFirst())
              + " all labels from lowest to highest");
    }
    return wanted;
  }

  /** A>> and A> agree: the same coefficients over the directions A, tie, B. */
  private static Map<String, Object> directional(NamedAnswers named, Bootstrap bootstrap) {
    Answers answers = named.answers().relabelled(named.scale().direction().toArray(), 3);
    Agreement agreement = Agreement.of(answers, bootstrap);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("raw_agreement", json(agreement.raw()));
    json.put(
        "krippendorff_alpha",
        json(agreement.krippendorffAlpha(Level.NOMINAL, new double[answers.nLabels()])));
    return json;
  }

  static Map<String, Object> json(Estimate estimate) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (estimate) {
      case Estimate.Value v -> {
        json.put("value", v.value());
        json.put("low", v.low());
        json.put("high", v.high());
      }
      case Estimate.Undefined u -> {
        json.put("value", null);
        json.put("low", null);
        json.put("high", null);
        json.put("undefined", u.reason().text());
      }
    }
    return json;
  }

  private static Map<String, Object> json(Advice advice) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (advice) {
      case Advice.InBand in -> {
        json.put("band", in.band().name().toLowerCase(Locale.ROOT));
        json.put("band_low", in.lowest().name().toLowerCase(Locale.ROOT));
        json.put("band_high", in.highest().name().toLowerCase(Locale.ROOT));
        json.put("action", in.action());
        json.put("skewed_labels", in.skewed());
        json.put("reason", in.reason());
      }
      case Advice.NoValue none -> {
        json.put("band", null);
        json.put("action", null);
        json.put("reason", none.reason());
      }
    }
    return json;
  }

  private static List<String> lines(
      Answers answers, Map<String, Estimate> estimates, Advice advice) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d answers of %,d annotators to %,d items, %d labels; %,d repeated answers set aside",
            answers.size(),
            answers.nWorkers(),
            answers.nTasks(),
            answers.nLabels(),
            answers.repeated()));
    estimates.forEach((name, estimate) -> lines.add(line(name, estimate)));
    lines.add(advice.sentence());
    return lines;
  }

  static String line(String name, Estimate estimate) {
    return switch (estimate) {
      case Estimate.Value v ->
          String.format(
              Locale.ROOT, "%-24s %7.4f   (%.4f to %.4f)", name, v.value(), v.low(), v.high());
      case Estimate.Undefined u -> "%-24s       –   %s".formatted(name, u.reason().text());
    };
  }
}
