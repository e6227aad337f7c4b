package assay.workers.cli.stats;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;

/**
 * Says on stderr how far a command is, from its second second on: in place on a terminal, else as
 * plain lines, fewer the longer it takes.
 */
final class Progress {
  private static final long SECOND = 1_000_000_000;

  private final PrintWriter err;
  private final boolean terminal;
  private final long started = System.nanoTime();
  private long due = started + SECOND;
  private long pause = SECOND;
  private boolean shown;

  Progress(PrintWriter err) {
    this.err = err;
    this.terminal = CommandLine.Help.Ansi.AUTO.enabled();
  }

  /** Reports a count if it is time to; cheap enough to call every few thousand items. */
  void counted(String what, long count) {
    long now = System.nanoTime();
    if (now < due) {
      return;
    }
    if (!terminal) {
      pause *= 2;
    }
    due = now + pause;
    shown = true;
    String text = String.format(Locale.ROOT, "%s: %,d", what, count);
    if (terminal) {
      err.print("\r" + text);
    } else {
      err.println(text);
    }
    err.flush();
  }

  /** Ends a phase; says so only if it took long enough to have been shown. */
  void done(String what) {
    if (shown) {
      double seconds = (System.nanoTime() - started) / (double) SECOND;
      err.println(
          (terminal ? "\r" : "") + String.format(Locale.ROOT, "%s (%.1f s)", what, seconds));
      err.flush();
    }
  }
}
