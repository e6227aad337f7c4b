package assay.activities.desk;

import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What people say of a type's items; quotes are single.
 *
 * @param spec lines of the spec beside the type's name
 * @param item fields of an item beside its prompt
 * @param easy the fields in which everybody answers most items
 * @param wrong the same for a gold question, by the last reviewer
 * @param hard the same for one item, by reviewer
 * @param decided the same by the expert
 * @param gold the answer that is known
 * @param easyLabel the label that follows
 * @param hardLabel the same for the item on which people disagree
 */
public record TaskTypeCase(
    String type,
    String spec,
    String item,
    String easy,
    String wrong,
    List<String> hard,
    String decided,
    String gold,
    String easyLabel,
    String hardLabel) {

  public static Stream<TaskTypeCase> all() {
    return Stream.of(
        new TaskTypeCase(
            "pairwise_comparison",
            "",
            "'response_a':'text A','response_b':'text B'",
            "'label':'A>'",
            "'label':'B>'",
            List.of("'label':'A>'", "'label':'='", "'label':'B>'"),
            "'label':'B>>'",
            "'A>>'",
            "'A>'",
            "'B>>'"),
        new TaskTypeCase(
            "preference_ranking",
            "",
            "'responses':['text A','text B','text C']",
            "'ranking':[['B'],['A','C']]",
            "'ranking':[['C'],['A'],['B']]",
            List.of(
                "'ranking':[['A'],['B'],['C']]",
                "'ranking':[['C'],['A'],['B']]",
                "'ranking':[['B'],['C'],['A']]"),
            "'ranking':[['C'],['B'],['A']]",
            "[['B'],['A','C']]",
            "[['B'],['A','C']]",
            "[['C'],['B'],['A']]"),
        new TaskTypeCase(
            "likert_scale",
            "points: 5\nrubric: {tone: 1, truth: 1}\n",
            "'response':'text A'",
            "'ratings':{'tone':4,'truth':5}",
            "'ratings':{'tone':1,'truth':1}",
            List.of(
                "'ratings':{'tone':1,'truth':1}",
                "'ratings':{'tone':5,'truth':5}",
                "'ratings':{'tone':5,'truth':5}"),
            "'ratings':{'tone':2,'truth':3}",
            "{'tone':4,'truth':4}",
            "{'tone':{'mean':4.0,'sd':0.0,'n':3},'truth':{'mean':5.0,'sd':0.0,'n':3}}",
            "{'tone':{'mean':2.0,'sd':0.0,'n':1},'truth':{'mean':3.0,'sd':0.0,'n':1}}"),
        new TaskTypeCase(
            "classification",
            "labels: [safe, unsure, unsafe]\n",
            "'response':'text A'",
            "'label':'unsafe'",
            "'label':'safe'",
            List.of("'label':'safe'", "'label':'unsure'", "'label':'unsafe'"),
            "'label':'unsure'",
            "'unsafe'",
            "'unsafe'",
            "'unsure'"),
        new TaskTypeCase(
            "span_annotation",
            "labels: [claim, error]\n",
            "'response':'text A'",
            "'spans':[{'start':0,'end':4,'label':'claim'}]",
            "'spans':[]",
            List.of(
                "'spans':[{'start':0,'end':2,'label':'claim'}]",
                "'spans':[{'start':2,'end':4,'label':'claim'}]",
                "'spans':[{'start':0,'end':2,'label':'error'}]"),
            "'spans':[{'start':0,'end':2,'label':'error'},{'start':1,'end':6,'label':'claim'}]",
            "[{'start':0,'end':4,'label':'claim'}]",
            "[{'start':0,'end':4,'label':'claim'}]",
            "[{'start':0,'end':2,'label':'error'},{'start':1,'end':6,'label':'claim'}]"),
        new TaskTypeCase(
            "free_text",
            "",
            "'response':'text A'",
            "'text':'the cat sat'",
            "",
            List.of("'text':'the cat sits'", "'text':'a dog'", "'text':'the cat sat'"),
            "",
            "",
            "'the cat sat'",
            "'the cat sat'"),
        new TaskTypeCase(
            "multi_turn_dialog",
            "labels: [good, fair, bad]\n",
            "",
            "'turns':{'1':'good','3':'bad'},'label':'good'",
            "'turns':{'1':'bad','3':'good'},'label':'bad'",
            List.of(
                "'turns':{'1':'good','3':'bad'},'label':'good'",
                "'turns':{'1':'fair','3':'bad'},'label':'good'",
                "'turns':{'1':'bad','3':'bad'},'label':'good'"),
            "'turns':{'1':'fair','3':'fair'},'label':'fair'",
            "{'turns':{'1':'good','3':'bad'},'label':'good'}",
            "{'turns':{'1':'good','3':'bad'},'label':'good'}",
            "{'turns':{'1':'fair','3':'fair'},'label':'fair'}"));
  }

  @Override
  public String toString() {
    return type;
  }

  public boolean text() {
    return type.equals("free_text");
  }

  public boolean dialog() {
    return type.equals("multi_turn_dialog");
  }

  /** Bodies that the desk refuses, with what it says. */
  public Map<String, String> refused() {
    return switch (type) {
      case "pairwise_comparison" ->
          Map.of(
              "{'ranking':[['A'],['B']]}",
              "ranking: is no answer to pairwise_comparison; give label: one of A>> A> = B> B>>.");
      case "preference_ranking" ->
          Map.of(
              "{'ranking':[['A'],['B']]}",
              "ranking: leaves out 'C'; rank every response.",
              "{}",
              "ranking: is required: a list of groups of responses, best first, such as"
                  + " [[\"B\"], [\"A\", \"C\"]].");
      case "likert_scale" ->
          Map.of(
              "{'ratings':{'tone':6,'truth':1}}",
              "ratings.tone: must be a whole number from 1 to 5, not 6.");
      case "classification" ->
          Map.of("{'label':'x'}", "label: must be one of safe, unsure, unsafe, not 'x'.");
      case "span_annotation" ->
          Map.of(
              "{'spans':[{'start':0,'end':7,'label':'claim'}]}",
              "spans[0].end: must be a whole number above start and at most 6 (the end is not"
                  + " part of it), not 7.");
      case "free_text" ->
          Map.of(
              "{'text':' '}",
              "text: must be a text that is not blank, of at most 20,000 characters, not ' '.",
              "{'text':'x','label':'y'}",
              "label: is no answer to free_text; give text: a text that is not blank, of at most"
                  + " 20,000 characters.");
      default ->
          Map.of(
              "{'turns':{'1':'good'},'label':'good'}",
              "turns.3: is required: one of good, fair, bad.",
              "{'label':'good'}",
              "turns: is required: an object with \"turns\", such as {\"1\": \"good\"}, and"
                  + " \"label\", one of good, fair, bad.");
    };
  }

  /** An input line. */
  public String line(String prompt, String more) {
    String asked =
        dialog()
            ? """
              [{'role':'user','content':'%s'},{'role':'assistant','content':'a'},
              {'role':'user','content':'b'},{'role':'assistant','content':'c'}]\
              """
                .formatted(prompt)
                .replace("\n", "")
            : "'" + prompt + "'";
    String fields = item.isEmpty() ? "" : "," + item;
    return quoted("{'id':'%s','prompt':%s%s%s}".formatted(prompt, asked, fields, more));
  }

  public static String quoted(String json) {
    return json.replace('\'', '"');
  }

  /** The fields of a submission, with responses named as they are shown. */
  public static ObjectNode body(String fields, JsonNode task) {
    ObjectNode body = Json.read(quoted("{" + fields + "}"), ObjectNode.class);
    Map<String, String> shown = new HashMap<>();
    for (JsonNode response : task.path("responses")) {
      shown.put(response.path("text").asText().replace("text ", ""), response.path("key").asText());
    }
    if (body.has("ranking")) {
      ArrayNode ranking = Json.MAPPER.createArrayNode();
      for (JsonNode group : body.path("ranking")) {
        List<String> tied = new ArrayList<>();
        group.forEach(key -> tied.add(shown.get(key.asText())));
        ArrayNode keys = ranking.addArray();
        tied.stream().sorted().forEach(keys::add);
      }
      body.set("ranking", ranking);
    } else if (shown.size() == 2 && "B".equals(shown.get("A"))) {
      String label = body.path("label").asText();
      body.put("label", label.replace('A', 'x').replace('B', 'A').replace('x', 'B'));
    }
    return body;
  }

  /** The same as it is handed in. */
  public static Submission submission(String fields, Task task) {
    SortedMap<String, JsonNode> answer = new TreeMap<>();
    body(fields, Json.MAPPER.valueToTree(task))
        .properties()
        .forEach(each -> answer.put(each.getKey(), each.getValue()));
    return new Submission(answer, null, null, new TreeMap<>(), null);
  }

  /** The same as one answer: the field's value, of several fields an object. */
  public static JsonNode value(ObjectNode body) {
    return body.size() == 1 ? body.iterator().next() : body;
  }
}
