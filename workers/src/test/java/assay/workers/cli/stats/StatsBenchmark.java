package assay.workers.cli.stats;

import assay.domain.measure.Answers;
import assay.domain.measure.SplitMix64;
import assay.domain.measure.agreement.Agreement;
import assay.domain.measure.agreement.Bootstrap;
import assay.domain.measure.agreement.Level;
import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.TruthInference;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Times the steps of {@code assay stats} on one answers file, a JSON line each, with the CPU
 * seconds of the whole process (compiler and collector included) and its peak memory.
 *
 * <p>Arguments: {@code alpha|dawid_skene|auto ANSWERS [TRUTH]}, or {@code curve TASKS} for answers
 * made in memory (three a task, 1,000 annotators, five classes). {@code bench/stats.sh} runs it
 * beside the reference libraries.
 */
public final class StatsBenchmark {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private StatsBenchmark() {}

  public static void main(String[] args) throws IOException {
    if (args[0].equals("curve")) {
      curve(Integer.parseInt(args[1]));
      return;
    }
    long started = PROCESS.getProcessCpuTime();
    Progress progress = new Progress(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    NamedAnswers named = AnswersFile.read(Path.of(args[1]), List.of(), Set.of(), progress);
    say("read", started, "\"answers\": " + named.answers().size());
    switch (args[0]) {
      case "alpha" -> alpha(named.answers());
      case "dawid_skene" -> infer(named, Path.of(args[2]), Method.DAWID_SKENE);
      case "auto" -> infer(named, Path.of(args[2]), Method.AUTO);
      default -> throw new IllegalArgumentException("alpha, dawid_skene or auto, not " + args[0]);
    }
  }

  private static void curve(int tasks) throws IOException {
    SplitMix64 random = new SplitMix64(1);
    int[][] columns = new int[3][3 * tasks];
    for (int i = 0; i < 3 * tasks; i++) {
      int task = i / 3;
      columns[0][i] = task;
      columns[1][i] = (int) ((7L * task + 13L * (i % 3)) % 1000);
      columns[2][i] = random.nextDouble() < 0.7 ? task % 5 : random.nextInt(5);
    }
    long started = PROCESS.getProcessCpuTime();
    Answers answers = Answers.of(columns[0], columns[1], columns[2], tasks, 1000, 5);
    say("columns", started, "\"tasks\": " + tasks);
    alpha(answers);
    started = PROCESS.getProcessCpuTime();
    TruthInference.infer(answers, Method.DAWID_SKENE, Options.DEFAULT.fixedIterations(10, 0.01));
    say("dawid_skene, 10 iterations", started, "\"tasks\": " + tasks);
  }

  private static void alpha(Answers answers) throws IOException {
    // Without intervals, which the reference does not compute; then with them.
    for (int replicates : new int[] {0, 1000}) {
      long started = PROCESS.getProcessCpuTime();
      double alpha =
          Agreement.of(answers, new Bootstrap(replicates, 0))
              .krippendorffAlpha(Level.NOMINAL, new double[answers.nLabels()])
              .orNaN();
      say(
          replicates == 0 ? "alpha" : "alpha with interval",
          started,
          String.format(Locale.ROOT, "\"value\": %.15f", alpha));
    }
  }

  private static void infer(NamedAnswers named, Path truth, Method method) throws IOException {
    long started = PROCESS.getProcessCpuTime();
    InferredTruth inferred = TruthInference.infer(named.answers(), method, Options.DEFAULT);
    double seconds = (PROCESS.getProcessCpuTime() - started) / 1e9;
    double accuracy = inferred.posterior().accuracy(Truths.toScore(truth, named));
    say(
        method.name().toLowerCase(Locale.ROOT),
        PROCESS.getProcessCpuTime() - (long) (seconds * 1e9),
        String.format(
            Locale.ROOT,
            "\"iterations\": %d, \"accuracy\": %.6f, \"method\": \"%s\"",
            inferred.convergence().iterations(),
            accuracy,
            inferred.method()));
  }

  private static void say(String step, long started, String more) throws IOException {
    double seconds = (PROCESS.getProcessCpuTime() - started) / 1e9;
    System.out.println(
        String.format(
            Locale.ROOT,
            "{\"step\": \"%s\", \"cpu_seconds\": %.3f, \"peak_mb\": %d, %s}",
            step,
            seconds,
            peakMegabytes(),
            more));
  }

  private static long peakMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return -1;
  }
}
