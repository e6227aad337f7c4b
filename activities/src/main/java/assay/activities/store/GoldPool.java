package assay.activities.store;

import assay.domain.Answer;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.TaskType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Gold questions that belong to no campaign; every campaign started later draws from them. */
public final class GoldPool {

  /**
   * A question that is not retired.
   *
   * @param label the known answer in its JSON form, which a campaign may or may not take
   */
  public record Known(
      String id,
      String taskType,
      Prompt prompt,
      List<String> responses,
      JsonNode label,
      @Nullable String domain) {
    public Known {
      responses = List.copyOf(responses);
    }
  }

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

  /** Adds items of one type with their known answers, all or none. */
  public Added add(TaskType task, List<Pair> gold) {
    return jdbi.inTransaction(
        h -> {
          int added = 0;
          List<String> clashing = new ArrayList<>();
          for (Pair pair : gold) {
            if (insert(h, task, pair, "", null)) {
              added++;
            } else if (same(h, task, pair)) {
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

  /**
   * Adds one.
   *
   * @param source the campaign whose experts gave the label, empty for none
   * @param evidence what they said
   * @return false when its id is taken
   */
  static boolean insert(
      Handle h, TaskType task, Pair pair, String source, @Nullable String evidence) {
    return bind(
                h.createUpdate(
                    """
                    insert into gold (id, task_type, prompt, response_a, response_b, responses,
                      label, domain, source, evidence)
                    values (:id, :task, :prompt, :a, :b, :responses, :label, :domain, :source,
                      :evidence)
                    on conflict (id) do nothing
                    """),
                task,
                pair)
            .bind("domain", pair.domain())
            .bind("source", source)
            .bind("evidence", evidence)
            .execute()
        == 1;
  }

  private static <S extends SqlStatement<S>> S bind(S statement, TaskType task, Pair pair) {
    Answer known = task.decode(Objects.requireNonNull(pair.gold()));
    return Pairs.bind(statement, task, pair)
        .bind("id", pair.id())
        .bind("task", task.name())
        .bind("label", Json.write(task.json(known)));
  }

  /** Whoever adds a retired question again wants it back. */
  private static void bringBack(Handle h, String id) {
    h.createUpdate(
            "update gold set retired_at = null, retired_why = '' where id = :id"
                + " and retired_at is not null")
        .bind("id", id)
        .execute();
  }

  private static boolean same(Handle h, TaskType task, Pair pair) {
    return bind(
            h.createQuery(
                """
                select task_type = :task and prompt = :prompt and label = :label
                  and response_a is not distinct from cast(:a as text)
                  and response_b is not distinct from cast(:b as text)
                  and responses is not distinct from cast(:responses as text)
                from gold where id = :id
                """),
            task,
            pair)
        .mapTo(Boolean.class)
        .one();
  }

  /** What is not retired, by id. */
  public List<Known> all() {
    return jdbi.withHandle(
        h ->
            h.createQuery("select * from gold where retired_at is null order by id")
                .map(
                    (row, context) ->
                        new Known(
                            row.getString("id"),
                            row.getString("task_type"),
                            Pairs.prompt(row.getString("prompt")),
                            Pairs.responses(row),
                            Json.read(row.getString("label"), JsonNode.class),
                            row.getString("domain")))
                .list());
  }
}
