package assay.activities.aggregation;

import assay.activities.store.Evidence.GoldAnswer;
import assay.domain.Decider;
import assay.domain.Judgment;
import assay.domain.PairwiseComparison;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.Wire;
import assay.domain.measure.inference.TruthInference;
import assay.domain.policy.Settlement;
import assay.domain.spec.CampaignSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over everything that an aggregation depends on, a line each, in a fixed order.
 *
 * <p>Numbers are written as they are stored (millionths, tenths), so that the same evidence gives
 * the same digest on every machine.
 */
final class InputDigest {
  private final MessageDigest hash;

  /** Begins with the parameters of the spec that the labels depend on. */
  InputDigest(CampaignSpec spec) {
    try {
      this.hash = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    line(
        "aggregation",
        Settlement.VERSION,
        TruthInference.VERSION,
        spec.taskType(),
        Wire.name(spec.scale()),
        Wire.name(spec.aggregation().method()),
        spec.review().minSeconds(),
        spec.review().maxSeconds(),
        spec.quality().minReliability(),
        spec.quality().minGold(),
        spec.quality().goldThreshold());
    if (!(spec.task() instanceof PairwiseComparison)) {
      line("task", String.join("|", spec.labels()), spec.points());
      spec.rubric().forEach(criterion -> line("dimension", criterion.name()));
    }
  }

  InputDigest pair(int pair, Decider decider, @Nullable Verdict verdict, List<Judgment> judgments) {
    if (verdict == null) {
      line("pair", pair, decider.code());
    } else {
      PreferenceLabel label = verdict.label();
      line(
          "pair",
          pair,
          decider.code(),
          Wire.name(verdict.outcome()),
          label == null ? "" : label.symbol(),
          verdict.confidence(),
          verdict.margin());
    }
    judgments.forEach(this::judgment);
    return this;
  }

  InputDigest gold(GoldAnswer answer) {
    judgment(answer.judgment());
    line("known", answer.known().inHistory());
    return this;
  }

  private void judgment(Judgment j) {
    line(
        "judgment",
        j.pair(),
        j.stage().code(),
        j.annotator(),
        j.answer().inHistory(),
        j.tenths(),
        j.swapped() ? 1 : 0,
        j.lease());
  }

  private void line(Object... fields) {
    StringBuilder line = new StringBuilder();
    for (Object field : fields) {
      line.append(line.isEmpty() ? "" : "|").append(field);
    }
    hash.update(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Lower-case hex; the digest is spent afterwards. */
  String hex() {
    return HexFormat.of().formatHex(hash.digest());
  }
}
