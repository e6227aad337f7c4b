package assay.workers.web;

import assay.activities.desk.Role;
import assay.activities.desk.TestCampaign;
import assay.domain.Tier;
import assay.workers.DeskClient;
import assay.workers.DeskClient.Reply;
import assay.workers.oidc.OidcProvider;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A desk on a free port over a campaign of made-up pairs, and a client to it. */
final class TestDesk implements AutoCloseable {
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
    public boolean over(Object status) {
      return status.toString().contains("completed");
    }

    @Override
    public Prepared start(Path spec) {
      throw new UnsupportedOperationException("tests of starts have a real one");
    }

    @Override
    public Prepared estimate(Path spec) {
      throw new UnsupportedOperationException("tests of starts have a real one");
    }

    @Override
    public Optional<?> timeline(String name) {
      return status(name);
    }

    @Override
    public Optional<?> report(String name) {
      return status(name);
    }

    @Override
    public Optional<?> story(String name, String id) {
      return status(name);
    }

    @Override
    public Optional<String> event(String name, String workflow, String run, long event) {
      return Optional.empty();
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
  final DeskClient client;

  TestDesk(TestCampaign campaign) {
    this(campaign, 0);
  }

  /**
   * @param port 0 for any
   */
  TestDesk(TestCampaign campaign, int port) {
    this(campaign, port, Optional.empty());
  }

  TestDesk(TestCampaign campaign, Optional<OidcProvider> provider) {
    this(campaign, 0, provider);
  }

  private TestDesk(TestCampaign campaign, int port, Optional<OidcProvider> provider) {
    this.campaign = campaign;
    this.server =
        DeskServer.start(
            campaign.database,
            control,
            DeskServer.LOOPBACK,
            port,
            DeskServer.REQUESTS_PER_SECOND,
            provider);
    this.client = new DeskClient(server.url());
  }

  /** A new annotator's token. */
  String annotator(String name) {
    return campaign.accounts.addAnnotator(name, Tier.TRAINED, List.of(), List.of()).token();
  }

  String user(Role role) {
    return campaign.accounts.addUser(role.name(), role).token();
  }

  Reply get(@Nullable String token, String path) {
    return client.get(token, path);
  }

  Reply post(@Nullable String token, String path, String body) {
    return client.post(token, path, body);
  }

  Reply put(@Nullable String token, String path, String body) {
    return client.put(token, path, body);
  }

  @Override
  public void close() {
    server.close();
    client.close();
    campaign.close();
  }
}
