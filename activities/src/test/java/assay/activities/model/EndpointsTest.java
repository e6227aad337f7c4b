package assay.activities.model;

import static assay.activities.model.ChatClientTest.endpoint;
import static assay.activities.model.ModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointsTest {
  private final Endpoints endpoints = new Endpoints(Map.of("MY_KEY", "sesame-42")::get);

  @Test
  void anyAnswerButARefusalWillDo() {
    try (ModelServer server = new ModelServer(q -> json(200, "{}"))) {
      assertThat(endpoints.check("models.small", endpoint(server.url(), "", 1, 1))).isEmpty();
      server.rule(q -> json(404, ""));
      assertThat(endpoints.check("models.small", endpoint(server.url(), "", 1, 1))).isEmpty();
      server.rule(q -> json(500, ""));
      assertThat(endpoints.check("models.small", endpoint(server.url(), "MY_KEY", 1, 1))).isEmpty();
    }
  }

  @Test
  void aRefusalSaysWhereTheKeyBelongs() {
    try (ModelServer server = new ModelServer(q -> json(401, "{}"))) {
      assertThat(endpoints.check("models.small", endpoint(server.url(), "", 1, 1)))
          .contains(
              "models.small.url: "
                  + server.url()
                  + " refuses access with status 401; name the environment variable that holds its"
                  + " key as models.small.api_key_env");
      server.rule(q -> json(403, "{}"));
      assertThat(endpoints.check("models.small", endpoint(server.url(), "MY_KEY", 1, 1)))
          .contains(
              "models.small.url: "
                  + server.url()
                  + " refuses access with status 403; check the key in the environment variable"
                  + " MY_KEY");
    }
  }

  @Test
  void aNamedKeyThatIsNotSet() {
    assertThat(endpoints.check("models.small", endpoint("http://127.0.0.1:1/v1", "OTHER", 1, 1)))
        .contains(
            "models.small.api_key_env: the environment variable OTHER, named by api_key_env, is not"
                + " set in this process; set it and start the process again");
  }

  @Test
  void noServer() {
    assertThat(endpoints.check("models.small", endpoint("http://127.0.0.1:1/v1", "", 1, 1)))
        .contains(
            "models.small.url: no model server answers at http://127.0.0.1:1/v1 (Failed to connect"
                + " to /127.0.0.1:1); start the server or correct the address");
    assertThat(endpoints.check("models.small", endpoint("http://nowhere.invalid/v1", "", 1, 1)))
        .hasValueSatisfying(
            m ->
                assertThat(m)
                    .startsWith(
                        "models.small.url: no model server answers at http://nowhere.invalid/v1"));
  }
}
