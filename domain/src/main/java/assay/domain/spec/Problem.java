package assay.domain.spec;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong in what a user wrote.
 *
 * @param line from 1, or 0 when it concerns the file as a whole
 * @param field dotted path of the field, or null
 */
public record Problem(String file, int line, @Nullable String field, String message) {
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (field == null || field.isEmpty() ? "" : field + ": ")
        + message;
  }
}
