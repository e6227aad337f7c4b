package assay.domain.judge;

import assay.domain.PreferenceLabel;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.CampaignSpec.VerdictForm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a judge's answer in the form it was asked for.
 *
 * <p>In text a verdict counts without scores; an object that does not keep to its schema counts for
 * nothing, because the server was bound to it.
 */
public final class OpinionReader {
  private OpinionReader() {}

  /**
   * What was said, relative to what was shown; empty when there is no verdict that counts.
   *
   * @param probabilities what the answer's log-probabilities gave, null without
   */
  public static Optional<Opinion> read(
      CampaignSpec spec,
      VerdictForm form,
      String answer,
      @Nullable LabelProbabilities probabilities) {
    int hedges = Opinion.hedges(answer);
    return switch (form) {
      case TEXT -> {
        Optional<PreferenceLabel> label = VerdictParser.parse(answer, spec.scale());
        @Nullable DimensionScores scores =
            spec.prelabel().dimensions()
                ? ScoresLine.ofBoth(answer, spec.rubric()).orElse(null)
                : null;
        yield label.map(said -> new Opinion(said, probabilities, hedges, scores));
      }
      case JSON_SCHEMA ->
          JsonVerdict.read(answer, spec.scale(), spec.rubric())
              .map(
                  read ->
                      new Opinion(read.label(), probabilities, hedges, read.scores().orElse(null)));
    };
  }
}
