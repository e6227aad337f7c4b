package assay.domain.generation;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Picks two of the candidates for a prompt by their scores: one to prefer, one to compare it with.
 *
 * <p>A candidate without a score takes no part. Among equal scores the candidate drawn first is
 * picked.
 */
public sealed interface Contrast {

  /**
   * One of several responses to the same prompt.
   *
   * @param score null when it was not scored, or nothing it was told could be read as one
   */
  record Candidate(Response response, @Nullable Double score) {

    /** Whether it is worth a score: neither empty nor cut off. */
    public static boolean scorable(Response response) {
      return !response.empty() && !response.truncated();
    }
  }

  /** Places of the two in the list of candidates. */
  record Found(int better, int worse) implements Contrast {}

  record None(Lack lack) implements Contrast {}

  /** The best against the worst. */
  static Contrast bestOfN(List<Candidate> candidates) {
    List<Integer> scored = scored(candidates);
    if (scored.size() < 2) {
      return new None(unscored(candidates));
    }
    int best = scored.getFirst();
    int worst = scored.getFirst();
    for (int place : scored) {
      best = score(candidates, place) > score(candidates, best) ? place : best;
      worst = score(candidates, place) < score(candidates, worst) ? place : worst;
    }
    return best == worst ? new None(Lack.EQUAL_SCORES) : new Found(best, worst);
  }

  /** The first that reaches the score against the first that does not. */
  static Contrast rejection(List<Candidate> candidates, double acceptScore) {
    List<Integer> scored = scored(candidates);
    if (scored.isEmpty()) {
      return new None(unscored(candidates));
    }
    OptionalInt accepted = first(scored, candidates, acceptScore, true);
    OptionalInt rejected = first(scored, candidates, acceptScore, false);
    if (accepted.isEmpty()) {
      return new None(Lack.NONE_ACCEPTED);
    }
    return rejected.isEmpty()
        ? new None(Lack.NONE_REJECTED)
        : new Found(accepted.getAsInt(), rejected.getAsInt());
  }

  private static OptionalInt first(
      List<Integer> scored, List<Candidate> candidates, double acceptScore, boolean reached) {
    return scored.stream()
        .filter(place -> score(candidates, place) >= acceptScore == reached)
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  private static List<Integer> scored(List<Candidate> candidates) {
    return IntStream.range(0, candidates.size())
        .filter(place -> candidates.get(place).score() != null)
        .boxed()
        .toList();
  }

  private static double score(List<Candidate> candidates, int place) {
    Double score = candidates.get(place).score();
    if (score == null) {
      throw new IllegalArgumentException("candidate " + place + " has no score");
    }
    return score;
  }

  /** What kept most of the candidates from a score: what a manager can do about it differs. */
  private static Lack unscored(List<Candidate> candidates) {
    long empty = candidates.stream().filter(c -> c.response().empty()).count();
    long truncated =
        candidates.stream().filter(c -> !c.response().empty() && c.response().truncated()).count();
    long unread = candidates.size() - empty - truncated;
    return unread >= Math.max(empty, truncated)
        ? Lack.UNSCORED
        : truncated >= empty ? Lack.TRUNCATED : Lack.EMPTY;
  }
}
