package assay.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A test's campaign, and the server that plays its models; both end with the test. */
public abstract class ServedCampaign {
  protected final ModelServer server;
  protected @Nullable TestCampaign open;

  protected ServedCampaign(Function<JsonNode, MockResponse> rule) {
    this.server = new ModelServer(rule);
  }

  @AfterEach
  protected void stop() {
    server.close();
    if (open != null) {
      open.close();
    }
  }
}
