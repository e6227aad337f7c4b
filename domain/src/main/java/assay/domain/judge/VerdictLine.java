package assay.domain.judge;

import assay.domain.spec.CampaignSpec.VerdictForm;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the last verdict of an answer stands: on a line, or in a JSON object.
 *
 * @param lineStart index of the first character of the line, or of the JSON member
 * @param start index of the first character after {@code VERDICT:}, spaces and asterisks, or after
 *     the JSON value's opening quote
 * @param end index after the last character of the line that is neither space nor asterisk, or of
 *     the JSON value
 */
record VerdictLine(int lineStart, int start, int end) {
  private static final String HEAD = "VERDICT:";

  /** In JSON a quote inside a text is escaped, so that this cannot begin there. */
  private static final Pattern MEMBER = Pattern.compile("\"verdict\"\\s*:\\s*\"([^\"]*)");

  static @Nullable VerdictLine last(String text, VerdictForm form) {
    return switch (form) {
      case TEXT -> last(text);
      case JSON_SCHEMA -> lastMember(text);
    };
  }

  private static @Nullable VerdictLine lastMember(String text) {
    VerdictLine last = null;
    for (Matcher found = MEMBER.matcher(text); found.find(); ) {
      last = new VerdictLine(found.start(), found.start(1), found.end(1));
    }
    return last;
  }

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
