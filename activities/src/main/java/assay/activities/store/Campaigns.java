package assay.activities.store;

import assay.domain.spec.CampaignSpec;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** Looks up a campaign's unchanging part: its number, spec and guidelines. */
public final class Campaigns {

  /**
   * @param id the number by which all tables refer to it
   * @param pairs number of real pairs; gold ones follow them
   */
  public record Campaign(
      int id,
      CampaignSpec spec,
      String guidelines,
      String guidelinesDigest,
      String salt,
      int pairs,
      int gold) {}

  private final Jdbi jdbi;
  private final ConcurrentHashMap<String, Campaign> known = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, Campaign> numbered = new ConcurrentHashMap<>();

  public Campaigns(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Optional<Campaign> find(String name) {
    Campaign cached = known.get(name);
    return cached != null ? Optional.of(cached) : load("name = :key", name);
  }

  public Campaign get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("there is no campaign named " + name));
  }

  public Campaign get(int id) {
    Campaign cached = numbered.get(id);
    return cached != null
        ? cached
        : load("id = :key", id)
            .orElseThrow(() -> new IllegalArgumentException("there is no campaign number " + id));
  }

  private Optional<Campaign> load(String which, Object key) {
    Optional<Campaign> found =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        "select id, spec, guidelines, guidelines_digest, salt, pairs, gold"
                            + " from campaign where "
                            + which)
                    .bind("key", key)
                    .map(
                        (row, context) ->
                            new Campaign(
                                row.getInt("id"),
                                Json.read(row.getString("spec"), CampaignSpec.class),
                                row.getString("guidelines"),
                                row.getString("guidelines_digest"),
                                row.getString("salt"),
                                row.getInt("pairs"),
                                row.getInt("gold")))
                    .findOne());
    found.ifPresent(
        campaign -> {
          known.put(campaign.spec().campaign(), campaign);
          numbered.put(campaign.id(), campaign);
        });
    return found;
  }
}
