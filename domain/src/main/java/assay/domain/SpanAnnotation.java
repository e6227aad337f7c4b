package assay.domain;

import assay.domain.measure.consensus.Span;
import assay.domain.measure.consensus.SpanConsensus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Labelled parts of a response; none is an answer too. */
public record SpanAnnotation(List<String> labels) implements TaskType {
  static final String NAME = "span_annotation";

  /** A lot of a hundred answers has to fit in a history event. */
  static final int MOST_SPANS = 500;

  private static final Set<String> KEYS = Set.of("start", "end", "label");

  public SpanAnnotation {
    labels = List.copyOf(labels);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int estimatedSeconds() {
    return 90;
  }

  @Override
  public Responses responses() {
    return Responses.ONE;
  }

  @Override
  public List<String> fields() {
    return List.of("spans");
  }

  @Override
  public String form() {
    return "a list of spans, such as {\"start\": 0, \"end\": 12, \"label\": \"%s\"}; [] for none"
        .formatted(labels.getFirst());
  }

  @Override
  public Answer read(JsonNode value, Supplier<Pair> item) throws UnusableAnswer {
    if (!value.isArray()) {
      throw AnswerJson.wrong("", form(), value);
    }
    if (value.size() > MOST_SPANS) {
      throw new UnusableAnswer(
          "", "has %d spans; give at most %d".formatted(value.size(), MOST_SPANS));
    }
    String text = item.get().responses().getFirst();
    int length = text.codePointCount(0, text.length());
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      Span span = span(value.get(i), "[" + i + "]", length);
      for (Span other : spans) {
        if (overlap(span, other) > 0) {
          throw new UnusableAnswer(
              "[" + i + "]", "overlaps another span with the same label; make them one");
        }
      }
      spans.add(span);
    }
    return new Answer.Spans(spans);
  }

  private Span span(JsonNode value, String path, int length) throws UnusableAnswer {
    if (!value.isObject()) {
      throw AnswerJson.wrong(path, "an object with start, end and label", value);
    }
    for (var field : value.properties()) {
      if (!KEYS.contains(field.getKey())) {
        throw new UnusableAnswer(
            path + "." + field.getKey(), "is no field of a span; it has start, end and label");
      }
    }
    int start =
        AnswerJson.whole(
            value.path("start"),
            path + ".start",
            0,
            length - 1,
            "a code point of the response, which has " + length + ", from 0");
    int end =
        AnswerJson.whole(
            value.path("end"),
            path + ".end",
            start + 1,
            length,
            "a whole number above start and at most " + length + " (the end is not part of it)");
    String form = "one of " + String.join(", ", labels);
    String label = AnswerJson.choice(value.path("label"), path + ".label", labels, form);
    return new Span(start, end, labels.indexOf(label));
  }

  @Override
  public JsonNode json(Answer answer) {
    ArrayNode spans = JsonNodeFactory.instance.arrayNode();
    for (Span span : ((Answer.Spans) answer).spans()) {
      spans
          .addObject()
          .put("start", span.start())
          .put("end", span.end())
          .put("label", labels.get(span.label()));
    }
    return spans;
  }

  @Override
  public Answer decode(String text) {
    return Answer.Spans.decode(text);
  }

  /** F1 over labelled characters; 1 when both are empty. */
  @Override
  public double agreement(Answer one, Answer other) {
    List<Span> a = ((Answer.Spans) one).spans();
    List<Span> b = ((Answer.Spans) other).spans();
    double both = 0;
    for (Span span : a) {
      for (Span with : b) {
        both += overlap(span, with);
      }
    }
    double all = characters(a) + characters(b);
    return all == 0 ? 1 : 2 * both / all;
  }

  @Override
  public String measure() {
    return "overlap of two people's spans (F1 over characters)";
  }

  private static int overlap(Span a, Span b) {
    return a.label() != b.label()
        ? 0
        : StrictMath.max(
            0, StrictMath.min(a.end(), b.end()) - StrictMath.max(a.start(), b.start()));
  }

  private static double characters(List<Span> spans) {
    return spans.stream().mapToInt(span -> span.end() - span.start()).sum();
  }

  /** What more than half of the weights marked, character by character. */
  @Override
  public Consensus consensus(Tally tally) {
    List<List<Span>> marked =
        tally.answers().stream().map(answer -> ((Answer.Spans) answer).spans()).toList();
    Answer label =
        new Answer.Spans(SpanConsensus.of(marked, tally.weights(), labels.size()).spans());
    return Consensus.of(label, tally.agreement(this, label));
  }
}
