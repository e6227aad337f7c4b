package assay.domain.spec;

import assay.domain.measure.inference.Method;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
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
    List<CampaignSpec.Criterion> rubric = rubric(root);
    TaskFields.Task task = TaskFields.read(root, rubric);
    CampaignSpec.Input input = TaskFields.input(root, task);
    Map<String, CampaignSpec.Model> models = ModelFields.read(root);
    CampaignSpec.Prelabel prelabel = PrelabelFields.read(root, models);
    CampaignSpec.Generation generation =
        GenerationFields.read(root, input, models, prelabel.judges());
    CampaignSpec.Review review = ReviewFields.review(root);
    CampaignSpec.Aggregation aggregation = aggregation(root);
    CampaignSpec spec =
        new CampaignSpec(
            name,
            input,
            task.name(),
            task.scale(),
            root.text("guidelines"),
            rubric,
            models,
            generation,
            prelabel,
            review,
            ReviewFields.escalation(root),
            ReviewFields.quality(root, review),
            aggregation,
            batch(root),
            root.money("budget_usd", BigDecimal.ZERO),
            export(root),
            root.whole("seed", 0),
            task.labels(),
            task.points());
    TaskFields.check(root, task, spec);
    TaskFields.unused(root, task, spec).ifPresent(notices::add);
    CampaignSpec.Scoring scoring = generation.scoring();
    if (scoring != null && scoring.judge() != null && spec.rubric().isEmpty()) {
      root.problem("rubric", "must have a dimension: generation.scoring judges by it");
    }
    selection(root);
    root.rejectUnknown();
    return spec;
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

  private static CampaignSpec.Aggregation aggregation(SpecNode root) {
    SpecNode node = root.child("aggregation");
    Method method = node.choice("method", Method.class, Method.AUTO);
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
