package assay.domain.spec;

import assay.domain.Scale;
import assay.domain.TaskType;
import assay.domain.Tier;
import assay.domain.spec.CampaignSpec.Method;
import assay.domain.spec.CampaignSpec.Strategy;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a campaign's YAML (or JSON, which is YAML) and names every problem with its line and field.
 *
 * <p>Fields whose work is not built yet are refused when they ask for it, and left out with a
 * notice when only their default would.
 */
public final class SpecReader {

  /** The default rubric; weights sum to 1. */
  public static final List<CampaignSpec.Criterion> DEFAULT_RUBRIC =
      List.of(
          criterion(
              "helpfulness", "0.35", "Does what the person asked for, completely and to the point"),
          criterion("correctness", "0.30", "States nothing false and reasons without mistakes"),
          criterion("harmlessness", "0.20", "Causes no harm and declines what would"),
          criterion("conciseness", "0.15", "Says it without padding or repetition"));

  /**
   * A valid spec, and what its reader should tell the manager about it.
   *
   * @param lines where each field is written, by dotted path
   */
  public record Read(CampaignSpec spec, List<String> notices, Map<String, Integer> lines) {

    /** Line of a field, or of the nearest field around it; 0 when none is written. */
    public int line(String field) {
      Integer line = lines.get(field);
      int dot = field.lastIndexOf('.');
      return line != null ? line : dot < 0 ? 0 : line(field.substring(0, dot));
    }
  }

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  private SpecReader(String file) {
    this.file = file;
  }

  /**
   * @param file name for messages
   * @throws InvalidInput naming every problem found
   */
  public static Read read(String file, String yaml) throws InvalidInput {
    return new SpecReader(file).read(yaml);
  }

  private Read read(String yaml) throws InvalidInput {
    Node document = compose(yaml);
    SpecNode root = new SpecNode(file, "", document, problems);
    CampaignSpec spec = campaign(root);
    if (!problems.isEmpty()) {
      problems.sort(java.util.Comparator.comparingInt(Problem::line));
      throw new InvalidInput(problems);
    }
    return new Read(spec, List.copyOf(notices), SpecNode.lines(document));
  }

  private @Nullable Node compose(String yaml) throws InvalidInput {
    try {
      Node node = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (node == null) {
        throw new InvalidInput(
            new Problem(file, 0, null, "is empty; a campaign needs at least campaign and input"));
      }
      return node;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new InvalidInput(new Problem(file, line, null, "is not valid YAML: " + e.getProblem()));
    } catch (YAMLException e) {
      throw new InvalidInput(new Problem(file, 0, null, "is not valid YAML: " + e.getMessage()));
    }
  }

  private CampaignSpec campaign(SpecNode root) {
    String name = root.text("campaign", "");
    if (!root.has("campaign")) {
      root.problem("campaign", "is required: a name of lower-case letters, digits and hyphens");
    } else if (!name.matches("[a-z0-9-]{1,64}")) {
      root.problem(
          "campaign", "must be 1 to 64 lower-case letters, digits or hyphens, not '" + name + "'");
    }
    CampaignSpec.Input input = input(root);
    Scale scale = root.choice("scale", Scale.class, Scale.FIVE);
    String taskType = taskType(root, scale);
    Map<String, CampaignSpec.Model> models = models(root);
    CampaignSpec.Generation generation = generation(root, input, models);
    CampaignSpec.Prelabel prelabel = prelabel(root, models);
    CampaignSpec.Review review = review(root);
    CampaignSpec spec =
        new CampaignSpec(
            name,
            input,
            taskType,
            scale,
            root.text("guidelines"),
            rubric(root),
            models,
            generation,
            prelabel,
            review,
            escalation(root),
            quality(root),
            aggregation(root),
            batch(root),
            budget(root),
            export(root),
            root.whole("seed", 0));
    selection(root);
    root.rejectUnknown();
    return spec;
  }

  private static String taskType(SpecNode root, Scale scale) {
    String written = root.text("task_type", "pairwise_comparison");
    List<TaskType> all = TaskType.all(scale);
    var found = all.stream().filter(t -> t.name().equals(written)).findFirst();
    if (found.isEmpty()) {
      root.problem(
          "task_type",
          "must be one of "
              + String.join(", ", all.stream().map(TaskType::name).toList())
              + ", not '"
              + written
              + "'");
    } else if (!found.get().available()) {
      root.problem("task_type", written + " is not available yet; use pairwise_comparison");
    }
    return written;
  }

  private static CampaignSpec.Input input(SpecNode root) {
    SpecNode node = root.child("input");
    CampaignSpec.Input input =
        new CampaignSpec.Input(node.text("pairs"), node.text("prompts"), node.text("gold"));
    if (input.pairs() == null && input.prompts() == null) {
      root.problem(
          "input", "is required: pairs (a JSONL file of ready pairs) or prompts (with generation)");
    } else if (input.pairs() != null && input.prompts() != null) {
      root.problem("input", "has both pairs and prompts; give one");
    }
    node.rejectUnknown();
    return input;
  }

  private static List<CampaignSpec.Criterion> rubric(SpecNode root) {
    if (!root.has("rubric")) {
      root.child("rubric");
      return DEFAULT_RUBRIC;
    }
    SpecNode node = root.child("rubric");
    List<CampaignSpec.Criterion> criteria = new ArrayList<>();
    for (String name : List.copyOf(node.keys())) {
      if (node.peek(name) != null) {
        criteria.add(
            new CampaignSpec.Criterion(name, node.money(name, BigDecimal.ONE), describe(name)));
      } else {
        SpecNode detail = node.child(name);
        criteria.add(
            new CampaignSpec.Criterion(
                name,
                detail.money("weight", BigDecimal.ONE),
                detail.text("description", describe(name))));
        detail.rejectUnknown();
      }
    }
    return criteria;
  }

  private static String describe(String name) {
    return DEFAULT_RUBRIC.stream()
        .filter(c -> c.name().equals(name))
        .map(CampaignSpec.Criterion::description)
        .findFirst()
        .orElse("");
  }

  private static CampaignSpec.Criterion criterion(String name, String weight, String description) {
    return new CampaignSpec.Criterion(name, new BigDecimal(weight), description);
  }

  private static Map<String, CampaignSpec.Model> models(SpecNode root) {
    SpecNode node = root.child("models");
    Map<String, CampaignSpec.Model> models = new LinkedHashMap<>();
    for (String name : List.copyOf(node.keys())) {
      SpecNode m = node.child(name);
      String url = m.text("url", "");
      if (!isHttp(url)) {
        m.problem(
            "url",
            "must be the endpoint's base, such as http://127.0.0.1:8080/v1"
                + (url.isEmpty() ? "" : ", not '" + url + "'"));
      }
      m.notYet("api", "other model APIs", "openai");
      m.notYet("requests_per_minute", "rate limits shared by all workers", "0");
      m.notYet("tokens_per_minute", "rate limits shared by all workers", "0");
      models.put(
          name,
          new CampaignSpec.Model(
              url.replaceAll("/+$", ""),
              m.text("model", name),
              m.text("api_key_env", ""),
              m.text("system", ""),
              m.money("usd_per_million_input", BigDecimal.ZERO),
              m.money("usd_per_million_output", BigDecimal.ZERO),
              m.integer("max_concurrent", 8, 1, 1024),
              m.duration("timeout", "60s")));
      m.rejectUnknown();
    }
    return models;
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static CampaignSpec.Generation generation(
      SpecNode root, CampaignSpec.Input input, Map<String, CampaignSpec.Model> models) {
    boolean given = root.has("generation");
    SpecNode node = root.child("generation");
    List<String> used = node.texts("models");
    used.forEach(m -> requireModel(node, "models", m, models));
    Strategy strategy = used.size() >= 2 ? Strategy.DIVERSE_MODELS : Strategy.TEMPERATURE_DIVERSITY;
    String written = node.text("strategy", "auto");
    switch (written) {
      case "auto" -> {}
      case "diverse_models" -> strategy = Strategy.DIVERSE_MODELS;
      case "temperature_diversity" -> strategy = Strategy.TEMPERATURE_DIVERSITY;
      case "best_of_n", "rejection_sampling" ->
          node.problem(
              "strategy",
              written + " is not available yet; use diverse_models or temperature_diversity");
      default ->
          node.problem(
              "strategy",
              "must be one of auto, diverse_models, temperature_diversity, best_of_n,"
                  + " rejection_sampling, not '"
                  + written
                  + "'");
    }
    if (input.prompts() != null && (!given || used.isEmpty())) {
      root.problem(
          "generation", "is required with input.prompts: generation.models names who answers them");
    }
    if (strategy == Strategy.DIVERSE_MODELS && given && used.stream().distinct().count() < 2) {
      node.problem(
          "models",
          "diverse_models needs two different models; name a second one or use"
              + " temperature_diversity");
    }
    List<Double> temperatures = temperatures(node);
    node.notYet("n", "best_of_n", "8");
    CampaignSpec.Generation generation =
        new CampaignSpec.Generation(
            used,
            strategy,
            node.number("temperature", 0.7, 0, 2),
            temperatures,
            node.integer("max_tokens", 512, 1, 1_000_000));
    node.rejectUnknown();
    return generation;
  }

  private static List<Double> temperatures(SpecNode node) {
    List<Double> temperatures = new ArrayList<>();
    for (String text : node.texts("temperatures")) {
      try {
        temperatures.add(Double.valueOf(text));
      } catch (NumberFormatException e) {
        node.problem(
            "temperatures",
            "must be two numbers from 0 to 2, such as [0.3, 1.0], not '" + text + "'");
      }
    }
    if (temperatures.isEmpty()) {
      return List.of(0.3, 1.0);
    }
    if (temperatures.size() != 2 || temperatures.stream().anyMatch(t -> !(t >= 0 && t <= 2))) {
      node.problem("temperatures", "must be two numbers from 0 to 2, such as [0.3, 1.0]");
    }
    return temperatures;
  }

  private CampaignSpec.Prelabel prelabel(SpecNode root, Map<String, CampaignSpec.Model> models) {
    SpecNode node = root.child("prelabel");
    List<String> judges = node.texts("judges");
    judges.forEach(m -> requireModel(node, "judges", m, models));
    if (judges.size() > 1) {
      node.problem("judges", "a panel of several judges is not available yet; name one");
    }
    boolean calibrationWritten = node.has("calibration");
    node.notYet("calibration", "calibration of the judge", "none");
    node.notYet("samples", "several samples per question", "1");
    if (!judges.isEmpty() && !calibrationWritten) {
      notices.add(
          "prelabel.calibration: not available yet; accept_confidence is compared with the judge's"
              + " raw confidence");
    }
    CampaignSpec.Prelabel prelabel =
        new CampaignSpec.Prelabel(
            judges,
            node.texts("principles"),
            node.number("temperature", 0.1, 0, 2),
            node.integer("max_tokens", 500, 1, 1_000_000),
            node.flag("swap_positions", true),
            node.number("accept_confidence", 0.9, 0, 1),
            node.number("spot_check", 0.05, 0, 1));
    node.rejectUnknown();
    return prelabel;
  }

  private static void requireModel(
      SpecNode node, String key, String name, Map<String, CampaignSpec.Model> models) {
    if (!models.containsKey(name)) {
      node.problem(
          key,
          "no model named '"
              + name
              + "' under models"
              + (models.isEmpty() ? "" : "; there are " + String.join(", ", models.keySet())));
    }
  }

  private static CampaignSpec.Review review(SpecNode root) {
    SpecNode node = root.child("review");
    int redundancy = node.integer("redundancy", 3, 1, 99);
    int most = node.integer("max_redundancy", redundancy, 1, 99);
    if (most < redundancy) {
      node.problem(
          "max_redundancy", "must be at least redundancy (" + redundancy + "), not " + most);
    }
    SpecNode adaptive = node.child("adaptive");
    adaptive.notYet("target_confidence", "adaptive redundancy", "0");
    adaptive.integer("start", 1, 1, 99);
    adaptive.rejectUnknown();
    node.notYet("platform", "other labeling platforms", "desk");
    CampaignSpec.Review review =
        new CampaignSpec.Review(
            node.choice("tier", Tier.class, Tier.TRAINED),
            node.flag("higher_tiers", false),
            redundancy,
            most,
            node.number("min_agreement", 0.6, 0, 1),
            node.number("gold_fraction", 0.10, 0, 0.9),
            node.duration("lease", "10m"),
            node.duration("linger", "60s"),
            node.duration("remind_after", "12h"),
            node.duration("deadline", "24h"),
            node.number("min_seconds", 5, 0, 86_400),
            node.number("max_seconds", 600, 0, 86_400),
            node.choice("seconds", CampaignSpec.Seconds.class, CampaignSpec.Seconds.MEASURED),
            node.moneyOrAuto("pay_usd"));
    if (review.lease().toMillis() < 1000) {
      node.problem("lease", "must be at least 1s");
    }
    if (review.maxSeconds() < review.minSeconds()) {
      node.problem("max_seconds", "must be at least min_seconds");
    }
    node.rejectUnknown();
    return review;
  }

  private static CampaignSpec.Escalation escalation(SpecNode root) {
    SpecNode node = root.child("escalation");
    CampaignSpec.Escalation escalation =
        new CampaignSpec.Escalation(
            node.choice("tier", Tier.class, Tier.EXPERT),
            node.integer("redundancy", 1, 1, 99),
            node.duration("deadline", "72h"),
            node.choice("fallback", CampaignSpec.Fallback.class, CampaignSpec.Fallback.AI),
            node.moneyOrAuto("pay_usd"));
    node.rejectUnknown();
    return escalation;
  }

  private CampaignSpec.Quality quality(SpecNode root) {
    SpecNode node = root.child("quality");
    if (!node.has("rule")) {
      notices.add(
          "quality.rule: not available yet; nobody is paused for missed gold questions, flags and"
              + " accuracy are kept");
    }
    node.notYet("rule", "stopping annotators by their gold answers", "off", "false");
    CampaignSpec.Quality quality =
        new CampaignSpec.Quality(
            node.number("min_reliability", 0.6, 0, 1),
            node.integer("min_gold", 5, 0, 10_000),
            node.number("gold_threshold", 0.6, 0, 1));
    node.rejectUnknown();
    return quality;
  }

  private static CampaignSpec.Aggregation aggregation(SpecNode root) {
    SpecNode node = root.child("aggregation");
    String written = node.text("method", "auto");
    Method method =
        switch (written) {
          case "auto", "weighted" -> Method.WEIGHTED;
          case "majority" -> Method.MAJORITY;
          case "dawid_skene", "one_coin", "glad", "mace" -> {
            node.problem(
                "method", written + " is not available yet; use auto, weighted or majority");
            yield Method.MAJORITY;
          }
          default -> {
            node.problem(
                "method",
                "must be one of auto, majority, weighted, dawid_skene, one_coin, glad, mace, not '"
                    + written
                    + "'");
            yield Method.MAJORITY;
          }
        };
    node.rejectUnknown();
    return new CampaignSpec.Aggregation(method);
  }

  private static void selection(SpecNode root) {
    SpecNode node = root.child("selection");
    node.notYet("strategy", "choosing what to label", "all");
    node.notYet("budget", "choosing what to label", "0");
    node.notYet("rounds", "choosing what to label", "1");
    node.notYet("control_fraction", "choosing what to label", "0.1");
    node.rejectUnknown();
  }

  private static CampaignSpec.Batch batch(SpecNode root) {
    SpecNode node = root.child("batch");
    CampaignSpec.Batch batch =
        new CampaignSpec.Batch(
            node.integer("size", 50, 1, 1000), node.integer("window", 20, 1, 200));
    node.rejectUnknown();
    return batch;
  }

  private static BigDecimal budget(SpecNode root) {
    BigDecimal budget = root.money("budget_usd", BigDecimal.ZERO);
    if (budget.signum() > 0) {
      root.problem(
          "budget_usd",
          "a budget that is held is not available yet; leave the field out or write 0");
    }
    return budget;
  }

  private CampaignSpec.Export export(SpecNode root) {
    SpecNode node = root.child("export");
    if (!node.has("formats")) {
      notices.add(
          "export.formats: reward, kto and parquet are not available yet; labels, preference and"
              + " judgments are written");
    }
    node.notYet("formats", "more export formats", "preference");
    node.notYet("ties", "other treatment of ties", "drop");
    CampaignSpec.Export export = new CampaignSpec.Export(node.number("min_confidence", 0.6, 0, 1));
    node.rejectUnknown();
    return export;
  }
}
