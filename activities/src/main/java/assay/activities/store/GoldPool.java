package assay.activities.store;

import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Gold questions that belong to no campaign; every campaign started later draws from them. */
public final class GoldPool {

  /**
   * What adding came to.
   *
   * @param there were in the pool before, with the same content
   * @param clashing ids that the pool has with another content; nothing was added if there are any
   */
  public record Added(int added, int there, List<String> clashing) {}

  private final Jdbi jdbi;

  public GoldPool(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds all or none. */
  public Added add(List<Pair> gold) {
    return jdbi.inTransaction(
        h -> {
          int added = 0;
          List<String> clashing = new ArrayList<>();
          for (Pair pair : gold) {
            if (insert(h, pair)) {
              added++;
            } else if (same(h, pair)) {
              bringBack(h, pair.id());
            } else {
              clashing.add(pair.id());
            }
          }
          if (!clashing.isEmpty()) {
            h.rollback();
            return new Added(0, 0, clashing);
          }
          return new Added(added, gold.size() - added, List.of());
        });
  }

  private static boolean insert(Handle h, Pair pair) {
    return h.createUpdate(
                """
                insert into gold (id, prompt, response_a, response_b, label, domain)
                values (:id, :prompt, :a, :b, :label, :domain)
                on conflict (id) do nothing
                """)
            .bind("id", pair.id())
            .bind("prompt", Pairs.write(pair.prompt()))
            .bind("a", pair.responseA())
            .bind("b", pair.responseB())
            .bind("label", pair.gold())
            .bind("domain", pair.domain())
            .execute()
        == 1;
  }

  /** Whoever adds a retired question again wants it back. */
  private static void bringBack(Handle h, String id) {
    h.createUpdate(
            "update gold set retired_at = null, retired_why = '' where id = :id"
                + " and retired_at is not null")
        .bind("id", id)
        .execute();
  }

  private static boolean same(Handle h, Pair pair) {
    return h.createQuery(
            "select prompt = :prompt and response_a = :a and response_b = :b and label = :label"
                + " from gold where id = :id")
        .bind("id", pair.id())
        .bind("prompt", Pairs.write(pair.prompt()))
        .bind("a", pair.responseA())
        .bind("b", pair.responseB())
        .bind("label", pair.gold())
        .mapTo(Boolean.class)
        .one();
  }

  /** What is not retired, by id, as pairs with indexes from {@code first} on. */
  public List<Pair> all(int first) {
    List<Pair> all = new ArrayList<>();
    jdbi.useHandle(
        h ->
            h.createQuery("select * from gold where retired_at is null order by id")
                .map(
                    (row, context) ->
                        all.add(
                            new Pair(
                                first + all.size(),
                                row.getString("id"),
                                Pairs.prompt(row.getString("prompt")),
                                row.getString("response_a"),
                                row.getString("response_b"),
                                row.getString("domain"),
                                0,
                                null,
                                PreferenceLabel.of(row.getString("label")))))
                .list());
    return all;
  }
}
