package assay.workers.control;

import assay.activities.store.CampaignStore.NewCampaign;
import assay.activities.store.GoldPool;
import assay.activities.store.Json;
import assay.activities.store.Progress;
import assay.domain.Merkle;
import assay.domain.Pair;
import assay.domain.Tier;
import assay.domain.Wire;
import assay.domain.cost.Estimate;
import assay.domain.policy.CalibrationSchedule;
import assay.domain.policy.GoldPolicy;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.Problem;
import assay.domain.spec.Qualification;
import assay.domain.spec.Question;
import assay.domain.spec.QuestionReader;
import assay.domain.spec.SpecReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads and checks all that a campaign is made of; nothing is stored before everything is right.
 */
final class Preparation {
  private static final int SALT_BYTES = 16;

  /** A campaign that may start. */
  record Prepared(
      NewCampaign campaign,
      List<String> warnings,
      Estimate estimate,
      Inputs inputs,
      String scanned) {

    /** The pairs once more; refuses files that have changed since they were checked. */
    void each(Consumer<Pair> sink) throws InvalidInput {
      if (!inputs.scan(sink).digest().equals(scanned)) {
        throw new InvalidInput(
            new Problem(
                campaign.spec().campaign(),
                0,
                null,
                "the input files changed while they were read; start again"));
      }
    }
  }

  private final GoldPool pool;
  private final Progress people;
  private final EndpointCheck endpoints;

  Preparation(GoldPool pool, Progress people, EndpointCheck endpoints) {
    this.pool = pool;
    this.people = people;
    this.endpoints = endpoints;
  }

  Prepared prepare(Path specFile) throws InvalidInput {
    SpecReader.Read read = SpecReader.read(specFile.toString(), text(specFile));
    CampaignSpec spec = read.spec();
    String guidelines = guidelines(specFile, read);
    List<Question> questions = questions(specFile, read);
    Inputs inputs = new Inputs(specFile, read, pool.all());
    BudgetCheck budget = new BudgetCheck(spec);
    Inputs.Scan scan = inputs.scan(budget);
    checkModels(specFile, read);
    checkCanary(specFile, read, scan.gold());
    List<String> warnings = new ArrayList<>(read.notices());
    warnings.addAll(scan.warnings());
    tooFewToCalibrate(spec, scan.pairs()).ifPresent(warnings::add);
    tooFewToWatch(spec, scan.gold()).ifPresent(warnings::add);
    warnings.addAll(peopleAndGold(spec, scan));
    Estimate estimate =
        Estimate.of(
            spec, new Estimate.Size(scan.pairs(), scan.gold(), scan.characters(), reviewers(spec)));
    budget.warning(estimate).ifPresent(warnings::add);
    String guidelinesDigest = guidelines.isEmpty() ? "" : Merkle.sha256(guidelines);
    return new Prepared(
        new NewCampaign(
            spec,
            Merkle.sha256(
                canonical(spec)
                    + "\n"
                    + guidelinesDigest
                    + "\n"
                    + scan.digest()
                    + digest(questions)),
            guidelines,
            guidelinesDigest,
            salt(),
            scan.pairs(),
            scan.gold(),
            questions),
        List.copyOf(warnings),
        estimate,
        inputs,
        scan.digest());
  }

  private static String text(Path file) throws InvalidInput {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new InvalidInput(new Problem(file.toString(), 0, null, "is not UTF-8 text"));
    } catch (IOException e) {
      String why =
          Files.isDirectory(file)
              ? "is a folder; give the spec's file"
              : Files.exists(file) ? "cannot be read: " + e.getMessage() : "there is no such file";
      throw new InvalidInput(new Problem(file.toString(), 0, null, why));
    }
  }

  private static String guidelines(Path specFile, SpecReader.Read read) throws InvalidInput {
    String written = read.spec().guidelines();
    if (written == null) {
      return "";
    }
    Path path = specFile.resolveSibling(written);
    String why;
    try {
      String text = Files.readString(path);
      if (text.indexOf('\0') < 0) {
        return text;
      }
      why = path + " holds the character U+0000; it must be a text";
    } catch (MalformedInputException e) {
      why = path + " is not UTF-8 text";
    } catch (IOException e) {
      why = Files.exists(path) ? path + " cannot be read" : "there is no file " + path;
    }
    throw new InvalidInput(
        new Problem(specFile.toString(), read.line("guidelines"), "guidelines", why));
  }

  private static List<Question> questions(Path specFile, SpecReader.Read read) throws InvalidInput {
    Qualification test = read.spec().review().qualification();
    if (test == null) {
      return List.of();
    }
    Path path = specFile.resolveSibling(test.file());
    String why;
    try {
      return QuestionReader.read(path.toString(), read.spec().task(), Files.readString(path));
    } catch (MalformedInputException e) {
      why = path + " is not UTF-8 text";
    } catch (IOException e) {
      why = Files.exists(path) ? path + " cannot be read" : "there is no file " + path;
    }
    throw new InvalidInput(
        new Problem(
            specFile.toString(),
            read.line("review.qualification.file"),
            "review.qualification.file",
            why));
  }

  /** Nothing without questions: what had none before has the same digest as then. */
  private static String digest(List<Question> questions) {
    return questions.isEmpty() ? "" : "\n" + Merkle.sha256(Json.write(questions));
  }

  /** Where the files lie does not make another campaign; what is in them does. */
  private static String canonical(CampaignSpec spec) {
    ObjectNode node = Json.MAPPER.valueToTree(spec);
    node.remove("input");
    node.remove("guidelines");
    return Json.write(node);
  }

  private void checkModels(Path specFile, SpecReader.Read read) throws InvalidInput {
    CampaignSpec spec = read.spec();
    Map<String, CampaignSpec.Model> used = new LinkedHashMap<>();
    spec.usedModels().forEach(name -> used.put("models." + name, spec.model(name)));
    CampaignSpec.Scoring scoring = spec.generation().scoring();
    if (spec.input().prompts() != null && scoring != null && scoring.endpoint() != null) {
      used.put("generation.scoring", scoring.endpoint());
    }
    List<Problem> problems = new ArrayList<>();
    used.forEach(
        (field, endpoint) ->
            endpoints
                .check(field, endpoint)
                .ifPresent(
                    wrong ->
                        problems.add(
                            new Problem(specFile.toString(), read.line(field), null, wrong))));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static Optional<String> tooFewToCalibrate(CampaignSpec spec, int pairs) {
    int calibrating = CalibrationSchedule.first(spec) * spec.batch().size();
    return spec.calibrates() && calibrating >= pairs
        ? Optional.of(
            "prelabel.calibration_pairs: %d pairs are labelled by people before a judge is believed, and there are only %d; people label all of them"
                .formatted(spec.prelabel().calibration().pairs(), pairs))
        : Optional.empty();
  }

  private static void checkCanary(Path specFile, SpecReader.Read read, int gold)
      throws InvalidInput {
    if (read.spec().watches() && gold < CampaignSpec.Canary.LEAST_QUESTIONS) {
      throw new InvalidInput(
          new Problem(
              specFile.toString(),
              read.line("prelabel.canary"),
              "prelabel.canary",
              "needs at least %d gold questions, and there are %d; add some with input.gold or ./assay gold add, or write 0"
                  .formatted(CampaignSpec.Canary.LEAST_QUESTIONS, gold)));
    }
  }

  private static Optional<String> tooFewToWatch(CampaignSpec spec, int gold) {
    int questions = spec.prelabel().canary().questions();
    return spec.watches() && gold < questions
        ? Optional.of(
            "prelabel.canary: there are only %d gold questions of %d; judges are watched by these"
                .formatted(gold, questions))
        : Optional.empty();
  }

  private List<String> peopleAndGold(CampaignSpec spec, Inputs.Scan scan) {
    List<String> warnings = new ArrayList<>();
    int reviewers = people.active(spec.review().tier(), spec.review().higherTiers());
    if (reviewers == 0) {
      warnings.add(nobody(spec.review().tier()));
    } else if (reviewers < spec.review().redundancy()) {
      warnings.add(
          "%d active %s of tier %s for a redundancy of %d; pairs that everyone has seen go to the experts"
              .formatted(
                  reviewers,
                  reviewers == 1 ? "annotator" : "annotators",
                  Wire.name(spec.review().tier()),
                  spec.review().redundancy()));
    }
    if (people.active(spec.escalation().tier(), false) == 0
        && spec.escalation().tier() != spec.review().tier()) {
      warnings.add(
          nobody(spec.escalation().tier()) + "; they decide what the reviewers disagree on");
    }
    goldNeeded(spec, scan, reviewers(spec)).ifPresent(warnings::add);
    return warnings;
  }

  /** Who will review: those who are there, and those whom the redundancy needs at least. */
  private int reviewers(CampaignSpec spec) {
    return Math.max(
        people.active(spec.review().tier(), spec.review().higherTiers()),
        spec.review().redundancy());
  }

  private static String nobody(Tier tier) {
    return "nobody of tier %1$s is active; add people with: ./assay annotator add NAME --tier %1$s"
        .formatted(Wire.name(tier));
  }

  /** Everyone sees a gold question once, so each person's share of the work says how many last. */
  private static Optional<String> goldNeeded(CampaignSpec spec, Inputs.Scan scan, int reviewers) {
    double fraction = spec.review().goldFraction();
    if (fraction == 0 || !spec.task().comparable()) {
      return Optional.empty();
    }
    long needed = GoldPolicy.needed(spec, scan.pairs(), reviewers);
    if (scan.gold() >= needed) {
      return Optional.empty();
    }
    return Optional.of(
        "%d gold question%s, but about %d are needed for review.gold_fraction %s with %d reviewers; when a person has seen them all, no more is shown"
            .formatted(
                scan.gold(),
                scan.gold() == 1 ? "" : "s",
                needed,
                java.math.BigDecimal.valueOf(fraction).stripTrailingZeros().toPlainString(),
                reviewers));
  }

  private static String salt() {
    byte[] bytes = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
