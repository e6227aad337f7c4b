package assay.domain.judge;

import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import assay.domain.spec.CampaignSpec.VerdictForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The probabilities of all labels, from the token log-probabilities of an answer.
 *
 * <p>The verdict given has the product of its tokens' probabilities. An alternative token at one of
 * these places gives its probability, times that of the tokens before it, to the labels whose form
 * it can begin, in equal shares; a share of the verdict itself is not counted, because its
 * probability is the product alone. Nothing is normalised.
 */
public final class VerdictProbabilities {
  private final String text;
  private final VerdictLine line;
  private final Scale scale;
  private final VerdictForm form;
  private final double[] labels = new double[PreferenceLabel.values().length];

  private VerdictProbabilities(String text, VerdictLine line, Scale scale, VerdictForm form) {
    this.text = text;
    this.line = line;
    this.scale = scale;
    this.form = form;
  }

  /** Relative to what was shown; empty when the tokens hold no verdict that the scale allows. */
  public static Optional<LabelProbabilities> of(
      List<AnswerToken> tokens, Scale scale, VerdictForm form) {
    StringBuilder joined = new StringBuilder();
    tokens.forEach(token -> joined.append(token.text()));
    String text = joined.toString();
    VerdictLine line = VerdictLine.last(text, form);
    if (line == null
        || VerdictParser.read(text.substring(line.start(), line.end()), scale).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new VerdictProbabilities(text, line, scale, form).of(tokens));
  }

  private LabelProbabilities of(List<AnswerToken> tokens) {
    String verdict = text.substring(line.start(), line.end());
    double logProbability = 0;
    int start = 0;
    for (AnswerToken token : tokens) {
      int end = start + token.text().length();
      if (end > line.start() && start < line.end()) {
        for (AnswerToken.Alternative other : token.alternatives()) {
          if (!other.text().equals(token.text())) {
            share(
                verdict,
                text.substring(0, start) + other.text(),
                probability(logProbability + other.logProbability()));
          }
        }
        logProbability += token.logProbability();
      }
      start = end;
    }
    add(verdict, probability(logProbability));
    return LabelProbabilities.of(labels);
  }

  private void share(String verdict, String begun, double probability) {
    List<String> possible = possible(begun);
    for (String form : possible) {
      if (!form.equals(verdict)) {
        add(form, probability / possible.size());
      }
    }
  }

  /** The forms that a text may still end in, or does end in. */
  private List<String> possible(String begun) {
    VerdictLine found = VerdictLine.last(begun, form);
    if (found == null || found.lineStart() != line.lineStart() || found.start() == found.end()) {
      return List.of();
    }
    String written = begun.substring(found.start(), found.end());
    boolean ended = found.end() < begun.length();
    List<String> possible = new ArrayList<>();
    for (PreferenceLabel label : PreferenceLabel.values()) {
      String whole = label.verdict();
      if (VerdictParser.onScale(label, scale).isPresent()
          && (ended ? whole.equals(written) : whole.startsWith(written))) {
        possible.add(whole);
      }
    }
    return possible;
  }

  private void add(String form, double probability) {
    @Nullable PreferenceLabel label = VerdictParser.read(form, scale).orElse(null);
    if (label != null) {
      labels[label.ordinal()] += probability;
    }
  }

  private static double probability(double logProbability) {
    return StrictMath.exp(StrictMath.min(0, logProbability));
  }
}
