package assay.activities.prelabel;

import assay.activities.model.ModelServer;
import assay.activities.model.TestCampaign;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.workflows.Chunk;
import assay.workflows.PrelabelActivities;
import assay.workflows.VerdictColumns;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Calls a second through the pre-label activity, and through a loop that does nothing but call, on
 * the same local server with 50 ms latency and 64 in flight; alternately, and their ratio.
 *
 * <p>The activity's side is a Temporal worker on chunks of 100 pairs asked in both orders, and a
 * PostgreSQL that every answer is committed to. Arguments: pairs (2,000), alternations (5),
 * alternations before them that do not count (4).
 */
public final class CallsBenchmark {
  private static final int IN_FLIGHT = 64;
  private static final int CHUNK = 100;
  private static final long LATENCY_MILLIS = 50;
  private static final MediaType JSON = MediaType.get("application/json");

  @WorkflowInterface
  public interface Chunks {
    @WorkflowMethod
    int run(int pairs);
  }

  public static final class ChunksImpl implements Chunks {
    private final PrelabelActivities prelabel =
        Workflow.newActivityStub(
            PrelabelActivities.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(10))
                .setHeartbeatTimeout(Duration.ofSeconds(30))
                .build());

    @Override
    public int run(int pairs) {
      List<Promise<VerdictColumns>> chunks = new ArrayList<>();
      for (int first = 0; first < pairs; first += CHUNK) {
        chunks.add(
            Async.function(
                prelabel::prelabel,
                new Chunk("test", 1, first, Math.min(CHUNK, pairs - first)),
                0));
      }
      return chunks.stream().mapToInt(chunk -> chunk.get().labels().length()).sum();
    }
  }

  private final HttpServer server;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final byte[] reply =
      ModelServer.completion("It is longer.\nVERDICT: A>B")
          .toString()
          .getBytes(StandardCharsets.UTF_8);

  private CallsBenchmark() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      Thread.sleep(LATENCY_MILLIS);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      inFlight.decrementAndGet();
      exchange.sendResponseHeaders(200, reply.length);
      exchange.getResponseBody().write(reply);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  public static void main(String[] args) throws Exception {
    // The JDK's server would otherwise wait for an acknowledgement before the second packet.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 4_000;
    int alternations = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    int warmUp = args.length > 2 ? Integer.parseInt(args[2]) : 4;
    CallsBenchmark benchmark = new CallsBenchmark();
    benchmark.bare(500);
    benchmark.activity(500);
    double[] ratios = new double[alternations];
    for (int i = -warmUp; i < alternations; i++) {
      double bare = benchmark.bare(2 * pairs);
      double activity = benchmark.activity(pairs);
      double ratio = activity / bare;
      System.out.printf(
          "bare %.0f calls/s, activity %.0f calls/s (at most %d in flight), ratio %.3f%s%n",
          bare, activity, benchmark.most.getAndSet(0), ratio, i < 0 ? ", warm-up" : "");
      if (i >= 0) {
        ratios[i] = ratio;
      }
    }
    Arrays.sort(ratios);
    System.out.printf("median ratio %.3f%n", ratios[alternations / 2]);
    System.exit(0);
  }

  private double bare(int calls) throws InterruptedException, ExecutionException {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(IN_FLIGHT, 5, TimeUnit.MINUTES))
            .build();
    String body = question();
    AtomicInteger left = new AtomicInteger(calls);
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> loops = new ArrayList<>();
      for (int i = 0; i < IN_FLIGHT; i++) {
        loops.add(threads.submit(() -> loop(http, body, left)));
      }
      for (Future<?> loop : loops) {
        loop.get();
      }
    }
    most.set(0);
    return calls / seconds(start);
  }

  private Void loop(OkHttpClient http, String body, AtomicInteger left) throws IOException {
    Request request =
        new Request.Builder()
            .url(url() + "/chat/completions")
            .post(RequestBody.create(body, JSON))
            .build();
    while (left.getAndDecrement() > 0) {
      try (Response response = http.newCall(request).execute()) {
        if (response.body().string().length() != reply.length) {
          throw new IOException("another reply was expected");
        }
      }
    }
    return null;
  }

  /** As long as the judge's. */
  private static String question() {
    return "{\"model\":\"j\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + "x".repeat(1_800)
        + "\"}],\"temperature\":0.1,\"max_tokens\":500,\"seed\":1,\"stream\":false}";
  }

  private double activity(int pairs) {
    List<Pair> all = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      all.add(new Pair(i, "p" + i, Prompt.ofText("Why?"), "a", "b", null, 0, null, null));
    }
    try (TestCampaign campaign =
            new TestCampaign(
                """
                input: {pairs: pairs.jsonl}
                models: {j: {url: "%s", max_concurrent: %d}}
                prelabel: {judges: [j], calibration: none}
                """
                    .formatted(url(), IN_FLIGHT),
                all);
        TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker =
          temporal.newWorker(
              "bench", WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(8).build());
      worker.registerWorkflowImplementationTypes(ChunksImpl.class);
      worker.registerActivitiesImplementations(
          new PrelabelActivitiesImpl(campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()));
      temporal.start();
      Chunks chunks =
          temporal
              .getWorkflowClient()
              .newWorkflowStub(
                  Chunks.class, WorkflowOptions.newBuilder().setTaskQueue("bench").build());
      long start = System.nanoTime();
      int judged = chunks.run(pairs);
      double took = seconds(start);
      int stored = campaign.modelCalls().load(campaign.id(), "judge", 0, pairs).size();
      if (judged != pairs || stored != 2 * pairs) {
        throw new IllegalStateException(judged + " pairs judged, " + stored + " answers stored");
      }
      return stored / took;
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
