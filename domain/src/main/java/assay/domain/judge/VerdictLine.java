package assay.domain.judge;

import org.jspecify.annotations.Nullable;

/**
 * Where the last verdict line of a text stands.
 *
 * @param lineStart index of the line's first character
 * @param start index of the first character after {@code VERDICT:}, spaces and asterisks
 * @param end index after the last character of the line that is neither space nor asterisk
 */
record VerdictLine(int lineStart, int start, int end) {
  private static final String HEAD = "VERDICT:";

  /** Null when no line starts with {@code VERDICT:}. */
  static @Nullable VerdictLine last(String text) {
    int lineEnd = text.length();
    while (lineEnd >= 0) {
      int lineStart = text.lastIndexOf('\n', lineEnd - 1) + 1;
      int head = skip(text, lineStart, lineEnd);
      if (text.startsWith(HEAD, head) && head + HEAD.length() <= lineEnd) {
        int start = skip(text, head + HEAD.length(), lineEnd);
        int end = lineEnd;
        while (end > start && decoration(text.charAt(end - 1))) {
          end--;
        }
        return new VerdictLine(lineStart, start, end);
      }
      lineEnd = lineStart - 1;
    }
    return null;
  }

  private static int skip(String text, int from, int end) {
    int at = from;
    while (at < end && decoration(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean decoration(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '*';
  }
}
