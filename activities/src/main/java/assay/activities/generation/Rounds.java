package assay.activities.generation;

import assay.activities.model.CallFailed;
import assay.activities.model.ChunkRun;
import assay.domain.Pair;
import assay.domain.generation.Contrast;
import assay.domain.generation.Response;
import assay.domain.generation.ResponsePlan;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One round of writing for a prompt, as the spec's strategy has it. */
interface Rounds {

  /**
   * @param round from 1; its seeds are its own
   * @param before the round that gave nothing worth comparing, null in the first
   */
  Round next(Pair pair, ResponsePlan plan, int round, Round.@Nullable Without before)
      throws CallFailed, InterruptedException;

  static Rounds of(CampaignSpec spec, ChunkRun run) {
    Writing writing = new Writing(spec, run);
    CampaignSpec.Generation generation = spec.generation();
    return switch (generation.strategy()) {
      case DIVERSE_MODELS, TEMPERATURE_DIVERSITY -> new TwoSources(writing);
      case BEST_OF_N ->
          new Candidates(writing, new Scores(spec, run), generation.n(), false, Contrast::bestOfN);
      case REJECTION_SAMPLING ->
          new Candidates(
              writing,
              new Scores(spec, run),
              generation.maxTries(),
              true,
              drafts -> Contrast.rejection(drafts, generation.acceptScore()));
    };
  }

  /** A response of each source; a later round writes again what was at fault. */
  record TwoSources(Writing writing) implements Rounds {
    @Override
    public Round next(Pair pair, ResponsePlan plan, int round, Round.@Nullable Without before)
        throws CallFailed, InterruptedException {
      Draft first = before == null ? null : before.first();
      Draft second = before == null ? null : before.second();
      if (first == null) {
        first = new Draft(writing.ask(pair, "first", plan.first(), round), null);
      }
      if (second == null) {
        second = new Draft(writing.ask(pair, "second", plan.second(), round), null);
      }
      return Round.of(first, second, 2);
    }
  }

  /** Which two of the candidates so far to compare. */
  interface Choice {
    Contrast of(List<Contrast.Candidate> candidates);
  }

  /**
   * Candidates of one source, each scored.
   *
   * @param most how many are written
   * @param untilFound whether to stop as soon as two can be picked
   */
  record Candidates(Writing writing, Scores scores, int most, boolean untilFound, Choice choice)
      implements Rounds {
    @Override
    public Round next(Pair pair, ResponsePlan plan, int round, Round.@Nullable Without before)
        throws CallFailed, InterruptedException {
      List<Draft> drafts = new ArrayList<>();
      while (drafts.size() < most) {
        drafts.add(draft(pair, plan, round, drafts.size() + 1));
        if (untilFound && choice(drafts) instanceof Contrast.Found) {
          break;
        }
      }
      return switch (choice(drafts)) {
        case Contrast.Found(int better, int worse) ->
            Round.of(drafts.get(better), drafts.get(worse), drafts.size());
        case Contrast.None(var lack) -> new Round.Without(lack, null, null);
      };
    }

    private Contrast choice(List<Draft> drafts) {
      return choice.of(drafts.stream().map(Draft::candidate).toList());
    }

    /** Nothing is paid for the score of a response that cannot be used. */
    private Draft draft(Pair pair, ResponsePlan plan, int round, int number)
        throws CallFailed, InterruptedException {
      Draft draft =
          new Draft(
              writing.ask(pair, "candidate/%02d".formatted(number), plan.first(), round), null);
      Response response = draft.response();
      return Contrast.Candidate.scorable(response)
          ? new Draft(draft.call(), scores.of(pair, response.text(), round, number).orElse(null))
          : draft;
    }
  }
}
