package assay.activities.desk;

import assay.domain.Tier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person the desk knows.
 *
 * @param tier annotators only
 * @param active false while suspended
 */
public record Account(
    int id,
    String name,
    Role role,
    @Nullable Tier tier,
    List<String> specializations,
    List<String> languages,
    boolean active) {
  public Account {
    specializations = List.copyOf(specializations);
    languages = List.copyOf(languages);
  }
}
