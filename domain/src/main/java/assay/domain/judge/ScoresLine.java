package assay.domain.judge;

import assay.domain.judge.DimensionScores.Score;
import assay.domain.spec.CampaignSpec.Criterion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scores in the text of an answer: lines that start with {@code SCORES:} and hold an entry for
 * every dimension of the rubric, separated by semicolons; of repeated entries the last counts.
 */
final class ScoresLine {
  static final String HEAD = "SCORES:";

  private static final String NUMBER = "(\\d{1,2}(?:\\.\\d{1,3})?)";
  private static final Pattern OF_BOTH =
      Pattern.compile("(.+?)\\s+A\\s*=\\s*" + NUMBER + "\\s+B\\s*=\\s*" + NUMBER);
  private static final Pattern OF_ONE = Pattern.compile("(.+?)\\s*=\\s*" + NUMBER);

  private ScoresLine() {}

  /** {@code SCORES: helpfulness A=7 B=5; correctness A=8 B=8}; empty when one is missing. */
  static Optional<DimensionScores> ofBoth(String answer, List<Criterion> rubric) {
    Map<String, Matcher> entries = entries(answer, OF_BOTH);
    Map<String, Score> scores = new LinkedHashMap<>();
    for (Criterion criterion : rubric) {
      Matcher entry = entries.get(criterion.name());
      if (entry == null || !allowed(entry.group(2)) || !allowed(entry.group(3))) {
        return Optional.empty();
      }
      double a = Double.parseDouble(entry.group(2));
      scores.put(criterion.name(), new Score(a, Double.parseDouble(entry.group(3))));
    }
    return scores.isEmpty() ? Optional.empty() : Optional.of(new DimensionScores(scores));
  }

  /** {@code SCORES: helpfulness=7; correctness=8}; empty when one is missing. */
  static Optional<Map<String, Double>> ofOne(String answer, List<Criterion> rubric) {
    Map<String, Matcher> entries = entries(answer, OF_ONE);
    Map<String, Double> scores = new LinkedHashMap<>();
    for (Criterion criterion : rubric) {
      Matcher entry = entries.get(criterion.name());
      if (entry == null || !allowed(entry.group(2))) {
        return Optional.empty();
      }
      scores.put(criterion.name(), Double.valueOf(entry.group(2)));
    }
    return Optional.of(scores);
  }

  static boolean allowed(String number) {
    double score = Double.parseDouble(number);
    return score >= 1 && score <= 10;
  }

  private static Map<String, Matcher> entries(String answer, Pattern form) {
    Map<String, Matcher> entries = new HashMap<>();
    for (String line : answer.lines().map(String::strip).toList()) {
      if (line.startsWith(HEAD)) {
        for (String entry : line.substring(HEAD.length()).split(";", -1)) {
          Matcher matcher = form.matcher(entry.strip());
          if (matcher.matches()) {
            entries.put(matcher.group(1), matcher);
          }
        }
      }
    }
    return entries;
  }
}
