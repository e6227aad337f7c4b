package assay.domain;

import assay.domain.measure.Ints;
import assay.domain.measure.consensus.DialogueConsensus;
import assay.domain.measure.consensus.WeightedVote;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A label for each assistant turn of a dialog, and one for the whole. */
public record MultiTurnDialog(List<String> labels) implements Categorical {
  static final String NAME = "multi_turn_dialog";

  /** A lot of a hundred answers has to fit in a history event. */
  public static final int MOST_TURNS = 100;

  public MultiTurnDialog {
    labels = List.copyOf(labels);
  }

  /** Where the assistant speaks in a prompt, from 0. */
  public static List<Integer> turns(Prompt prompt) {
    List<Integer> turns = new ArrayList<>();
    for (int i = 0; i < prompt.messages().size(); i++) {
      if (prompt.messages().get(i).role().equals("assistant")) {
        turns.add(i);
      }
    }
    return turns;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int estimatedSeconds() {
    return 180;
  }

  @Override
  public Responses responses() {
    return Responses.DIALOG;
  }

  @Override
  public List<String> fields() {
    return List.of("turns", "label");
  }

  @Override
  public String form() {
    return "an object with \"turns\", such as {\"1\": \"%1$s\"}, and \"label\", one of %2$s"
        .formatted(labels.getFirst(), choices());
  }

  private String choices() {
    return String.join(", ", labels);
  }

  @Override
  public Answer read(JsonNode value, Supplier<Pair> item) throws UnusableAnswer {
    if (!value.isObject()) {
      throw AnswerJson.wrong("", form(), value);
    }
    List<Integer> known = turns(item.get().prompt());
    JsonNode given = value.path("turns");
    String form = "an object with one of %s for each of the turns %s".formatted(choices(), known);
    if (!given.isObject()) {
      throw AnswerJson.wrong(".turns", form, given);
    }
    for (var field : given.properties()) {
      if (known.stream().noneMatch(turn -> field.getKey().equals(turn.toString()))) {
        throw new UnusableAnswer(
            ".turns." + field.getKey(), "is no turn of the assistant; these are " + known);
      }
    }
    SortedMap<Integer, String> turns = new TreeMap<>();
    for (int turn : known) {
      String path = ".turns." + turn;
      JsonNode label = given.path(String.valueOf(turn));
      turns.put(turn, AnswerJson.choice(label, path, labels, "one of " + choices()));
    }
    JsonNode whole = value.path("label");
    return new Answer.Dialog(
        turns, AnswerJson.choice(whole, ".label", labels, "one of " + choices()));
  }

  @Override
  public JsonNode json(Answer answer) {
    Answer.Dialog dialog = (Answer.Dialog) answer;
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode turns = json.putObject("turns");
    dialog.turns().forEach((turn, label) -> turns.put(turn.toString(), label));
    return json.put("label", dialog.whole());
  }

  @Override
  public Answer decode(String text) {
    return Answer.Dialog.decode(text);
  }

  /** The share of turns, the whole among them, that have the same label. */
  @Override
  public double agreement(Answer one, Answer other) {
    Ints a = parts(one);
    Ints b = parts(other);
    double same = 0;
    for (int part = 0; part < a.size(); part++) {
      same += a.at(part) == b.at(part) ? 1 : 0;
    }
    return same / a.size();
  }

  @Override
  public String measure() {
    return "share of turns, the whole among them, with the same label";
  }

  /** The turns in order, then the whole. */
  @Override
  public Ints parts(Answer answer) {
    Answer.Dialog dialog = (Answer.Dialog) answer;
    List<Integer> parts = new ArrayList<>();
    dialog.turns().values().forEach(label -> parts.add(labels.indexOf(label)));
    parts.add(whole(answer));
    return Ints.owned(parts.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public int whole(Answer answer) {
    return labels.indexOf(((Answer.Dialog) answer).whole());
  }

  /** The mean agreement with the consensus; a turn whose vote is tied is not decided. */
  @Override
  public OptionalDouble support(List<Answer> answers) {
    if (answers.isEmpty()) {
      return OptionalDouble.empty();
    }
    return votes(Tally.equal(answers)).settled()
        ? Categorical.super.support(answers)
        : OptionalDouble.empty();
  }

  private DialogueConsensus votes(Tally tally) {
    return DialogueConsensus.of(
        IntStream.range(0, parts(tally.answers().getFirst()).size())
            .mapToObj(part -> Classification.vote(tally, this, part))
            .toList());
  }

  /** Turn by turn; a dialog is as sure as its least certain turn. */
  @Override
  public Consensus consensus(Tally tally) {
    Answer.Dialog example = (Answer.Dialog) tally.answers().getFirst();
    SortedMap<Integer, String> turns = new TreeMap<>();
    DialogueConsensus votes = votes(tally);
    int part = 0;
    for (int turn : example.turns().keySet()) {
      turns.put(turn, label(tally, votes, part++));
    }
    return Consensus.of(new Answer.Dialog(turns, label(tally, votes, part)), votes.confidence());
  }

  private String label(Tally tally, DialogueConsensus votes, int part) {
    int voted = votes.labels().at(part);
    return labels.get(
        voted == WeightedVote.NO_LABEL ? Classification.winner(tally, this, part) : voted);
  }
}
