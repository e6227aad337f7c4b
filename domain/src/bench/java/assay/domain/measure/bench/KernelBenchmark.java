package assay.domain.measure.bench;

import assay.domain.measure.Answers;
import assay.domain.measure.Estimate;
import assay.domain.measure.SplitMix64;
import assay.domain.measure.agreement.Agreement;
import assay.domain.measure.agreement.Bootstrap;
import assay.domain.measure.agreement.Level;
import assay.domain.measure.agreement.Weighting;
import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.TruthInference;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Three answers a task by 1,000 annotators over five labels; a time is that of all tasks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class KernelBenchmark {
  @Param({"100000", "1000000"})
  private int tasks;

  private Answers answers = Answers.of(new int[0], new int[0], new int[0], 0, 0, 0);

  @Setup
  public void answer() {
    SplitMix64 random = new SplitMix64(1);
    int[] task = new int[3 * tasks];
    int[] worker = new int[3 * tasks];
    int[] label = new int[3 * tasks];
    for (int i = 0; i < task.length; i++) {
      task[i] = i / 3;
      worker[i] = (int) ((7L * task[i] + 13L * (i % 3)) % 1000);
      label[i] = random.nextDouble() < 0.7 ? task[i] % 5 : random.nextInt(5);
    }
    answers = Answers.of(task, worker, label, tasks, 1000, 5);
  }

  /** Majority vote, M-step, E-step, M-step. */
  @Benchmark
  public InferredTruth dawidSkeneOneStep() {
    return dawidSkene(1);
  }

  /** Ten more of both; a tenth of the difference is a step. */
  @Benchmark
  public InferredTruth dawidSkeneElevenSteps() {
    return dawidSkene(11);
  }

  /** Counting profiles of answers, and Krippendorff's nominal alpha from them. */
  @Benchmark
  public Estimate alpha() {
    return Agreement.of(answers, new Bootstrap(0, 0))
        .krippendorffAlpha(Level.NOMINAL, new double[5]);
  }

  @Benchmark
  public Estimate fleiss() {
    return Agreement.of(answers, new Bootstrap(0, 0)).fleissKappa(Weighting.IDENTITY);
  }

  /** The same alpha with the interval of a thousand resamples. */
  @Benchmark
  public Estimate alphaWithBootstrap() {
    return Agreement.of(answers, Bootstrap.DEFAULT).krippendorffAlpha(Level.NOMINAL, new double[5]);
  }

  private InferredTruth dawidSkene(int steps) {
    return TruthInference.infer(
        answers, Method.DAWID_SKENE, Options.DEFAULT.fixedIterations(steps, 0.01));
  }
}
