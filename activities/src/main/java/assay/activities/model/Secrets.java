package assay.activities.model;

import assay.domain.spec.CampaignSpec;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** API keys: read from the environment only, and kept out of every message. */
final class Secrets {
  private static final Pattern KEY_LIKE =
      Pattern.compile("(?i)\\b(sk|pk|key|token)-[\\w*.-]{6,}|Bearer\\s+[^\\s\"']+");
  private static final int SHORTEST = 8;
  private static final int LONGEST = 300;

  private final Function<String, @Nullable String> environment;

  Secrets(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /** A spec names a variable that does not hold a usable key in this process. */
  static final class Unset extends Exception {
    Unset(String variable, String wrong) {
      super(
          "the environment variable %s, named by api_key_env, %s; set it and start the process again"
              .formatted(variable, wrong),
          null,
          false,
          false);
    }
  }

  /** Null when the endpoint needs no key. */
  @Nullable String key(CampaignSpec.Model endpoint) throws Unset {
    if (endpoint.apiKeyEnv().isBlank()) {
      return null;
    }
    String key = environment.apply(endpoint.apiKeyEnv());
    if (key == null || key.isBlank()) {
      throw new Unset(endpoint.apiKeyEnv(), "is not set in this process");
    }
    String stripped = key.strip();
    // Libraries quote a header that they cannot send, key and all.
    if (stripped.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new Unset(endpoint.apiKeyEnv(), "holds characters that no key has");
    }
    return stripped;
  }

  /** A whole reply without this key; a word as short as a stand-in for a key may occur in it. */
  static String without(String reply, @Nullable String key) {
    return key == null || key.length() < SHORTEST ? reply : reply.replace(key, "[key]");
  }

  /** A server's words, on one line, shortened, without this key or anything that looks like one. */
  static String redacted(String text, @Nullable String key) {
    String clean = key == null ? text : text.replace(key, "[key]");
    clean = KEY_LIKE.matcher(clean).replaceAll("[key]").replaceAll("\\s+", " ").strip();
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }
}
