package assay.workers.demo;

import assay.activities.store.Json;
import assay.domain.policy.Draw;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;

/**
 * A model server that only knows the demo's prompts: an OpenAI-compatible endpoint on loopback.
 *
 * <p>{@code careful} writes good and fair answers, {@code hasty} fair and poor ones, and {@code
 * critic} judges. What it answers follows from the request alone, so that a run can be repeated.
 */
public final class SimulatedModels implements AutoCloseable {
  private static final List<String> MODELS = List.of("careful", "hasty", "critic");
  private static final long LATENCY_MILLIS = 30;

  private final Javalin server;

  private SimulatedModels(Javalin server) {
    this.server = server;
  }

  /** Starts on a free port of 127.0.0.1. */
  public static SimulatedModels start() {
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.concurrency.useVirtualThreads = true;
              config.routes.get("/v1/models", SimulatedModels::models);
              config.routes.post("/v1/chat/completions", SimulatedModels::complete);
            });
    return new SimulatedModels(server.start("127.0.0.1", 0));
  }

  /** The base that a spec's {@code url} wants. */
  public String url() {
    return "http://127.0.0.1:" + server.port() + "/v1";
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void models(Context context) {
    ObjectNode reply = Json.MAPPER.createObjectNode().put("object", "list");
    ArrayNode data = reply.putArray("data");
    MODELS.forEach(model -> data.addObject().put("id", model).put("object", "model"));
    send(context, 200, reply);
  }

  private static void complete(Context context) throws InterruptedException {
    JsonNode request;
    try {
      request = Json.MAPPER.readTree(context.body());
    } catch (JsonProcessingException e) {
      refuse(context, 400, "the body is not JSON");
      return;
    }
    String model = request.path("model").asText("");
    String question = lastMessage(request);
    if (!MODELS.contains(model)) {
      refuse(context, 404, "no model '" + model + "'; there are " + String.join(", ", MODELS));
      return;
    }
    Thread.sleep(LATENCY_MILLIS);
    // The place of a field or a changed address must not change an answer; these four decide it.
    String key = model + request.path("seed") + request.path("temperature") + question;
    SimulatedCritic.Opinion opinion =
        model.equals("critic")
            ? SimulatedCritic.judge(question, key)
            : new SimulatedCritic.Opinion(answer(model, question, key), List.of());
    send(context, 200, completion(model, request, opinion));
  }

  private static String lastMessage(JsonNode request) {
    JsonNode messages = request.path("messages");
    return messages.path(messages.size() - 1).path("content").asText("");
  }

  private static String answer(String model, String question, String key) {
    double draw = Draw.uniform(0, "demo/quality", key);
    boolean careful = model.equals("careful");
    Quality quality =
        careful
            ? (draw < 0.70 ? Quality.GOOD : Quality.FAIR)
            : (draw < 0.55 ? Quality.FAIR : Quality.POOR);
    int opening = Draw.below(DemoItem.OPENINGS.size() - 1, 0, "demo/opening", key) + 1;
    return DemoPrompts.find(question)
        .map(item -> (careful ? "" : DemoItem.OPENINGS.get(opening)) + item.answer(quality))
        .orElse("This simulated model only knows the demo's own prompts.");
  }

  private static ObjectNode completion(
      String model, JsonNode request, SimulatedCritic.Opinion opinion) {
    ObjectNode reply = Json.MAPPER.createObjectNode();
    reply.put("id", "chatcmpl-simulated").put("object", "chat.completion").put("model", model);
    ObjectNode choice = reply.putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", opinion.text());
    if (request.path("logprobs").asBoolean(false)) {
      logprobs(choice, opinion, request.path("top_logprobs").asInt(0));
    }
    int asked = 0;
    for (JsonNode message : request.path("messages")) {
      asked += tokens(message.path("content").asText(""));
    }
    int answered = tokens(opinion.text());
    reply
        .putObject("usage")
        .put("prompt_tokens", asked)
        .put("completion_tokens", answered)
        .put("total_tokens", asked + answered);
    return reply;
  }

  /** The whole text but the verdict is one token here, and the verdict another one. */
  private static void logprobs(ObjectNode choice, SimulatedCritic.Opinion opinion, int top) {
    ArrayNode content = choice.putObject("logprobs").putArray("content");
    if (opinion.verdicts().isEmpty()) {
      token(content.addObject(), opinion.text(), 1).putArray("top_logprobs");
      return;
    }
    SimulatedCritic.Chance said = opinion.verdicts().getFirst();
    String before =
        opinion.text().substring(0, opinion.text().length() - said.label().verdict().length());
    token(content.addObject(), before, 1).putArray("top_logprobs");
    ObjectNode verdict = token(content.addObject(), said.label().verdict(), said.probability());
    ArrayNode others = verdict.putArray("top_logprobs");
    opinion.verdicts().stream()
        .limit(top)
        .forEach(c -> token(others.addObject(), c.label().verdict(), c.probability()));
  }

  private static ObjectNode token(ObjectNode node, String text, double probability) {
    return node.put("token", text).put("logprob", Math.log(probability));
  }

  /** About four characters a token, as English text has. */
  private static int tokens(String text) {
    return text.length() / 4 + 1;
  }

  private static void refuse(Context context, int status, String message) {
    ObjectNode reply = Json.MAPPER.createObjectNode();
    reply.putObject("error").put("message", message);
    send(context, status, reply);
  }

  private static void send(Context context, int status, ObjectNode reply) {
    context.status(status).contentType("application/json").result(reply.toString());
  }
}
