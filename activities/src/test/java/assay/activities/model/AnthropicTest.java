package assay.activities.model;

import static assay.activities.model.ModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Message;
import assay.domain.spec.CampaignSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Messages API, as its reference describes it, from the first byte to the last. */
class AnthropicTest {
  private static final Backoff QUICK =
      new Backoff(3, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofSeconds(5));

  private final MockWebServer server = new MockWebServer();
  private final ChatClient client =
      new ChatClient(
          Map.of("MY_KEY", "sesame-42")::get, QUICK, Clock.systemUTC(), SharedDatabase.JDBI);

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theWholeExchange() throws Exception {
    server.enqueue(
        json(
            200,
            """
            {"id": "msg_1", "type": "message", "role": "assistant", "model": "gemma",
             "content": [{"type": "text", "text": "Because"}, {"type": "text", "text": " so."}],
             "stop_reason": "end_turn", "stop_sequence": null,
             "usage": {"input_tokens": 20, "cache_creation_input_tokens": 3,
               "cache_read_input_tokens": 4, "output_tokens": 6}}\
            """));

    ChatResult result =
        client.ask(
            request(
                new Message("system", "Be brief."),
                new Message("user", "Why?"),
                new Message("assistant", "Why what?"),
                new Message("user", "Why so?")));

    assertThat(result)
        .isEqualTo(
            new ChatResult.Answered(
                new ChatAnswer("Because so.", "stop", 27, 6, List.of(), "gemma")));
    RecordedRequest asked = server.takeRequest();
    assertThat(asked.getRequestLine()).isEqualTo("POST /v1/messages HTTP/1.1");
    assertThat(asked.getHeaders().get("x-api-key")).isEqualTo("sesame-42");
    assertThat(asked.getHeaders().get("anthropic-version")).isEqualTo("2023-06-01");
    assertThat(asked.getHeaders().get("Authorization")).isNull();
    assertThat(Objects.requireNonNull(asked.getBody()).utf8())
        .isEqualTo(
            "{\"model\":\"gemma\",\"max_tokens\":500,\"system\":\"Be brief.\",\"messages\":["
                + "{\"role\":\"user\",\"content\":\"Why?\"},"
                + "{\"role\":\"assistant\",\"content\":\"Why what?\"},"
                + "{\"role\":\"user\",\"content\":\"Why so?\"}],"
                + "\"temperature\":0.1,\"stream\":false}");
  }

  @Test
  void aSchemaIsThatOfTheOnlyToolAndItsInputIsTheAnswer() throws Exception {
    server.enqueue(
        json(
            200,
            """
            {"type": "message", "role": "assistant", "model": "gemma",
             "content": [{"type": "text", "text": "Let me see."}, {"type": "tool_use", "id": "t1",
               "name": "answer", "input": {"reasons": "So \\u00e9.", "verdict": "A>B"}}],
             "stop_reason": "tool_use", "usage": {"input_tokens": 20, "output_tokens": 6}}\
            """));
    ChatRequest free = request(new Message("user", "Which?"));
    String schema = "{\"type\":\"object\",\"properties\":{\"verdict\":{\"type\":\"string\"}}}";

    ChatResult result =
        client.ask(new ChatRequest(free.endpoint(), free.messages(), 0.1, 500, 7, 0, schema));

    assertThat(result)
        .isEqualTo(
            new ChatResult.Answered(
                new ChatAnswer(
                    "{\"reasons\":\"So \u00e9.\",\"verdict\":\"A>B\"}",
                    "stop",
                    20,
                    6,
                    List.of(),
                    "gemma")));
    assertThat(Objects.requireNonNull(server.takeRequest().getBody()).utf8())
        .isEqualTo(
            "{\"model\":\"gemma\",\"max_tokens\":500,\"messages\":["
                + "{\"role\":\"user\",\"content\":\"Which?\"}],"
                + "\"temperature\":0.1,\"stream\":false,"
                + "\"tools\":[{\"name\":\"answer\",\"description\":\"Takes the answer.\","
                + "\"input_schema\":"
                + schema
                + "}],\"tool_choice\":{\"type\":\"tool\",\"name\":\"answer\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, stop",
    "stop_sequence, stop",
    "max_tokens, length",
    "model_context_window_exceeded, length",
    "refusal, content_filter",
    "pause_turn, pause_turn"
  })
  void stopReasonsAreToldInTheWordsOfChatCompletions(String theirs, String ours) throws Exception {
    server.enqueue(
        json(
            200, "{\"type\":\"message\",\"content\":[],\"stop_reason\":\"%s\"}".formatted(theirs)));

    assertThat(client.ask(request(new Message("user", "Why?"))))
        .isEqualTo(new ChatResult.Answered(new ChatAnswer("", ours, 0, 0, List.of())));
  }

  @Test
  void anOverloadedServerIsAskedAgainAndABadQuestionIsNot() throws Exception {
    server.enqueue(error(529, "overloaded_error", "Overloaded"));
    server.enqueue(error(400, "invalid_request_error", "max_tokens: too large for sesame-42"));

    assertThat(client.ask(request(new Message("user", "Why?"))))
        .isEqualTo(new ChatResult.Refused(400, "max_tokens: too large for [key]"));
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void whatIsNoMessageIsNamed() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.enqueue(json(200, "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}"));
    }

    assertThat(client.ask(request(new Message("user", "Why?"))))
        .isEqualTo(
            new ChatResult.Unreachable(
                "the reply is no answer of this API:"
                    + " {\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}; tried 3 times"));
  }

  @Test
  void beforeTheStartItIsAskedWithItsOwnHeaders() throws Exception {
    server.enqueue(json(200, "{\"data\":[]}"));

    assertThat(
            new Endpoints(Map.of("MY_KEY", "sesame-42")::get)
                .check("large", request(new Message("user", "Why?")).endpoint()))
        .isEmpty();
    RecordedRequest asked = server.takeRequest();
    assertThat(asked.getRequestLine()).isEqualTo("GET /v1/models HTTP/1.1");
    assertThat(asked.getHeaders().get("x-api-key")).isEqualTo("sesame-42");
    assertThat(asked.getHeaders().get("anthropic-version")).isEqualTo("2023-06-01");
  }

  private static mockwebserver3.MockResponse error(int status, String type, String message) {
    return json(
        status,
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
            .formatted(type, message));
  }

  /** Asks for log-probabilities too, as a judge does; this API has none. */
  private ChatRequest request(Message... messages) {
    return new ChatRequest(
        ChatClientTest.endpoint(
            "http://127.0.0.1:" + server.getPort() + "/v1",
            CampaignSpec.Api.ANTHROPIC,
            "MY_KEY",
            4,
            120_000),
        List.of(messages),
        0.1,
        500,
        9,
        5);
  }
}
