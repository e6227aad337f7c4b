package assay.domain.measure.simulation;

import assay.domain.measure.Answers;
import assay.domain.measure.Ints;
import assay.domain.measure.SplitMix64;
import java.util.List;

/** A simulated campaign: everybody's answers, and the truth. */
public record World(Answers answers, Ints truth) {

  /**
   * A crowd with accuracies evenly between two bounds, of whom a share clicks at random.
   *
   * @param redundancy the number of different annotators a task gets
   */
  public static World crowd(
      int tasks,
      int redundancy,
      int workers,
      int labels,
      double worst,
      double best,
      double randomShare,
      long seed) {
    SplitMix64 random = new SplitMix64(seed);
    Annotator[] crowd = new Annotator[workers];
    for (int w = 0; w < workers; w++) {
      crowd[w] =
          random.nextDouble() < randomShare
              ? new Annotator.Random()
              : new Annotator.Skilled(worst + (best - worst) * random.nextDouble());
    }
    return of(tasks, redundancy, labels, List.of(crowd), 0, random);
  }

  /**
   * Answers of these annotators.
   *
   * @param difficulty each task takes this much from everybody's accuracy, or gives it, evenly
   */
  static World of(
      int tasks,
      int redundancy,
      int labels,
      List<Annotator> crowd,
      double difficulty,
      SplitMix64 random) {
    int[] task = new int[tasks * redundancy];
    int[] worker = new int[task.length];
    int[] label = new int[task.length];
    int[] truth = new int[tasks];
    int[] given = new int[crowd.size()];
    int i = 0;
    for (int t = 0; t < tasks; t++) {
      truth[t] = random.nextInt(labels);
      double hard = random.nextDouble() < 0.5 ? difficulty : -difficulty;
      boolean[] chosen = new boolean[crowd.size()];
      for (int r = 0; r < redundancy; r++) {
        int w = random.nextInt(crowd.size());
        while (chosen[w]) {
          w = random.nextInt(crowd.size());
        }
        chosen[w] = true;
        task[i] = t;
        worker[i] = w;
        label[i] = crowd.get(w).answer(truth[t], labels, hard, given[w]++, random);
        i++;
      }
    }
    return new World(
        Answers.of(task, worker, label, tasks, crowd.size(), labels), Ints.owned(truth));
  }
}
