package assay.activities.store;

import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.TaskType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** A campaign's pairs: texts, metadata, known labels. */
public final class Pairs {
  private final Jdbi jdbi;

  public Pairs(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Pairs with an index from {@code first}, {@code count} of them, in order. */
  public List<Pair> range(int campaign, int first, int count) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select * from pair where campaign = :c and ix >= :first and ix < :end order by"
                        + " ix")
                .bind("c", campaign)
                .bind("first", first)
                .bind("end", (long) first + count)
                .map(Pairs::map)
                .list());
  }

  static Pair map(ResultSet row, StatementContext context) throws SQLException {
    return new Pair(
        row.getInt("ix"),
        row.getString("id"),
        prompt(row.getString("prompt")),
        responses(row),
        row.getString("domain"),
        row.getDouble("priority"),
        row.getString("metadata"),
        row.getString("gold"));
  }

  /** One item by its index. */
  public static Pair one(Handle h, int campaign, int index) {
    return h.createQuery("select * from pair where campaign = :c and ix = :ix")
        .bind("c", campaign)
        .bind("ix", index)
        .map(Pairs::map)
        .one();
  }

  /** A row's responses: two columns of a pair, a JSON list of any other item. */
  public static List<String> responses(ResultSet row) throws SQLException {
    String list = row.getString("responses");
    if (list != null) {
      return List.of(Json.read(list, String[].class));
    }
    String a = row.getString("response_a");
    String b = row.getString("response_b");
    return a == null || b == null ? List.of() : List.of(a, b);
  }

  /** Names an item's texts as a statement's columns want them; the reverse of {@link #map}. */
  static <S extends SqlStatement<S>> S bind(S statement, TaskType task, Pair pair) {
    boolean two = task.responses() == TaskType.Responses.TWO;
    return statement
        .bind("prompt", write(pair.prompt()))
        .bind("a", two ? pair.responseA() : null)
        .bind("b", two ? pair.responseB() : null)
        .bind("responses", two ? null : Json.write(pair.responses()));
  }

  /** A prompt as a column holds it: a JSON text, or a JSON list of turns. */
  public static String write(Prompt prompt) {
    return prompt.plain()
        ? Json.write(prompt.messages().getFirst().content())
        : Json.write(prompt.messages());
  }

  public static Prompt prompt(String column) {
    try {
      JsonNode node = Json.MAPPER.readTree(column);
      if (node.isTextual()) {
        return Prompt.ofText(node.textValue());
      }
      List<Message> messages = new ArrayList<>();
      node.forEach(
          m -> messages.add(new Message(m.path("role").asText(), m.path("content").asText())));
      return Prompt.ofMessages(messages);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored prompt is not JSON", e);
    }
  }
}
