package assay.workers.web;

import assay.activities.desk.Role;
import assay.activities.desk.TestCampaign;
import assay.activities.store.Json;
import assay.domain.Tier;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A desk on a free port over a campaign of made-up pairs, and a client to it. */
final class TestDesk implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");

  /** What came back. */
  record Reply(int status, String type, String text) {
    JsonNode json() {
      try {
        return Json.MAPPER.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError(text, e);
      }
    }

    String detail() {
      return json().path("detail").asText();
    }
  }

  /** One campaign by name, and what was commanded. */
  static final class Control implements CampaignControl {
    final List<String> commands = new ArrayList<>();
    @Nullable Path file;

    @Override
    public List<?> list() {
      return List.of(Map.of("name", "test"));
    }

    @Override
    public Optional<?> status(String name) {
      return name.equals("test")
          ? Optional.of(Map.of("name", "test", "status", "running"))
          : Optional.empty();
    }

    @Override
    public Optional<?> steer(String name, Command command) {
      commands.add(command + " " + name);
      return status(name);
    }

    @Override
    public Optional<?> budget(String name, BigDecimal usd) {
      commands.add("BUDGET " + name + " " + usd.toPlainString());
      return status(name);
    }

    @Override
    public Optional<Path> exported(String name, String file) {
      return file.equals("labels.jsonl") ? Optional.ofNullable(this.file) : Optional.empty();
    }
  }

  final TestCampaign campaign;
  final Control control = new Control();
  final DeskServer server;
  private final OkHttpClient client = new OkHttpClient();

  TestDesk(TestCampaign campaign) {
    this.campaign = campaign;
    this.server = DeskServer.start(campaign.jdbi(), control, DeskServer.LOOPBACK, 0);
  }

  /** A new annotator's token. */
  String annotator(String name) {
    return campaign.accounts.addAnnotator(name, Tier.TRAINED, List.of(), List.of()).token();
  }

  String user(Role role) {
    return campaign.accounts.addUser(role.name(), role).token();
  }

  Reply get(@Nullable String token, String path) {
    return send(token, new Request.Builder().get(), path);
  }

  Reply post(@Nullable String token, String path, String body) {
    return send(token, new Request.Builder().post(RequestBody.create(body, JSON)), path);
  }

  Reply put(@Nullable String token, String path, String body) {
    return send(token, new Request.Builder().put(RequestBody.create(body, JSON)), path);
  }

  private Reply send(@Nullable String token, Request.Builder request, String path) {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try (Response response = client.newCall(request.url(server.url() + path).build()).execute()) {
      String type = response.header("Content-Type");
      return new Reply(response.code(), type == null ? "" : type, response.body().string());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
    campaign.close();
  }
}
