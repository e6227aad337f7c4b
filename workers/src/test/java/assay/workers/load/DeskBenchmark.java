package assay.workers.load;

import assay.activities.store.ChildJvm;
import assay.activities.store.LocalPostgres;
import assay.workers.UpProcess;
import assay.workers.embedded.DeskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Next + submit over HTTP at a desk of {@code assay up}, at a desk alone with more and more open
 * items, and at a Label Studio and a Potato; and the export of 30,000 judgments. {@code
 * bench/desk.sh} runs it.
 */
final class DeskBenchmark {
  /** Until the just-in-time compiler is done, a server is several times slower. */
  private static final int WARM_UP_SECONDS = Integer.getInteger("warmup", 120);

  private static final int POTATO_WARM_UP_SECONDS = 10;

  private static final int[] CLIENTS = numbers("clients", "1,8,32,64");
  private static final int MOST = 64;

  /** So that eight people can go through a thousand items after the others have. */
  private static final int MOST_PEOPLE_AN_ITEM = MOST;

  /** In which eight people do not come to the end of a thousand items. */
  private static final int SECONDS_FLAT = 4;

  private static final int MEGABYTES = 2_000;
  private static final int[] RATES = numbers("rates", "100,200,300,700");
  private static final int PAIRS = 100_000;

  private DeskBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(arguments[1]);
    int seconds = Integer.getInteger("seconds", 12);
    switch (arguments[0]) {
      case "up" -> up(work, seconds);
      case "desk" -> desk(seconds);
      case "flat" -> flat();
      case "export" -> export(work);
      case "label_studio" -> labelStudio(LabelStudio.read(work), seconds);
      case "potato" -> potato(Potato.read(work), seconds);
      case "postgres" -> postgres(work);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0); // the commands leave threads behind
  }

  private static void up(Path work, int seconds) throws Exception {
    Path home = Files.createTempDirectory(work, "home-");
    try (UpProcess up = new UpProcess(home, MEGABYTES)) {
      Commands commands = new Commands(home);
      List<String> tokens = commands.annotators(MOST);
      commands.run("campaign", "start", spec(work, PAIRS, 1_000).toString());
      awaitOpen(home, PAIRS);
      List<Cycle> clients = clients(up.url(), tokens);
      cells("assay up", driver(up.pid()), clients, seconds);
      offered("assay up", driver(up.pid()), clients, seconds);
    }
  }

  /** Nothing but the desk and its database, as Label Studio is measured. */
  private static void desk(int seconds) throws Exception {
    try (ChildJvm desk = alone(PAIRS, 3)) {
      List<String> tokens = List.of(desk.await("tokens").split(","));
      List<Cycle> clients = clients(desk.await("ready"), tokens);
      cells("desk alone", driver(desk.pid()), clients, seconds);
      offered("desk alone", driver(desk.pid()), clients, seconds);
      stop(desk);
    }
  }

  private static void flat() throws Exception {
    for (int items : numbers("sizes", "1000,50000,1000000")) {
      try (ChildJvm desk = alone(items, MOST_PEOPLE_AN_ITEM)) {
        List<String> tokens = List.of(desk.await("tokens").split(","));
        List<Cycle> clients = clients(desk.await("ready"), tokens);
        driver(desk.pid()).closed(clients.subList(8, MOST), WARM_UP_SECONDS / 2);
        System.out.printf(
            "desk alone    %,9d open, 8 clients: %s%n",
            items, driver(desk.pid()).closed(clients.subList(0, 8), SECONDS_FLAT));
        stop(desk);
      }
    }
  }

  private static ChildJvm alone(int items, int redundancy) throws IOException {
    return ChildJvm.start(
        MEGABYTES,
        DeskAlone.class,
        String.valueOf(items),
        String.valueOf(MOST),
        String.valueOf(redundancy));
  }

  private static void stop(ChildJvm desk) throws Exception {
    ChildJvm.signal("TERM", desk.pid());
    desk.awaitEnd();
  }

  /** Of a system property; an empty one leaves a part out. */
  private static int[] numbers(String property, String usual) {
    return Arrays.stream(System.getProperty(property, usual).split(","))
        .filter(number -> !number.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /** 10,000 pairs labelled by three people each, then {@code assay export} as a user calls it. */
  private static void export(Path work) throws Exception {
    Path home = Files.createTempDirectory(work, "home-");
    try (UpProcess up = new UpProcess(home, MEGABYTES)) {
      Commands commands = new Commands(home);
      List<String> tokens = commands.annotators(MOST);
      commands.run("campaign", "start", spec(work, 10_000, 500).toString());
      try (Crowd crowd = new Crowd(up.url(), tokens, 1_000)) {
        while (!up.control().status("bench").status().equals("completed")) {
          Thread.sleep(1_000);
        }
        System.out.println(crowd);
      }
      for (int i = 0; i < 3; i++) {
        long begun = System.nanoTime();
        commands.run("export", "bench", "--out", work.resolve("export-" + i).toString());
        double inside = (System.nanoTime() - begun) / 1e9;
        long rows;
        try (var lines = Files.lines(work.resolve("export-" + i + "/judgments.jsonl"))) {
          rows = lines.count();
        }
        System.out.printf("export of %,d judgments: %.2f s%n", rows, inside);
      }
    }
  }

  private static void labelStudio(LabelStudio server, int seconds) {
    List<Cycle> clients = IntStream.range(0, MOST).mapToObj(server::cycle).toList();
    cells("Label Studio", driver(server.pid()), clients, seconds);
  }

  /** Its people have a share of the items each, which a longer warm-up would use up. */
  private static void potato(Potato server, int seconds) {
    cells("Potato page", driver(server.pid()), server::page, POTATO_WARM_UP_SECONDS, seconds);
    cells("Potato phone", driver(server.pid()), server::phone, POTATO_WARM_UP_SECONDS, seconds);
  }

  private static void cells(String name, LoadDriver driver, List<Cycle> clients, int seconds) {
    cells(name, driver, count -> clients.subList(0, count), WARM_UP_SECONDS, seconds);
  }

  private static void cells(
      String name, LoadDriver driver, IntFunction<List<Cycle>> clients, int warmUp, int seconds) {
    driver.closed(clients.apply(8), warmUp);
    for (int count : CLIENTS) {
      System.out.printf(
          "%-13s %2d clients: %s%n", name, count, driver.closed(clients.apply(count), seconds));
    }
  }

  private static void offered(String name, LoadDriver driver, List<Cycle> clients, int seconds) {
    for (int rate : RATES) {
      System.out.printf(
          "%-13s %d offered a second, 64 clients: %s%n",
          name, rate, driver.offered(clients, rate, seconds));
    }
  }

  private static List<Cycle> clients(String url, List<String> tokens) {
    return tokens.stream().map(token -> Cycle.at(url, token)).toList();
  }

  private static LoadDriver driver(long pid) {
    return new LoadDriver(ProcessHandle.of(pid).orElseThrow());
  }

  /** A spec over pairs of 1.2 kB that nobody disagrees about. */
  private static Path spec(Path work, int pairs, int batch) throws IOException {
    String prompt = "A question of some length. ".repeat(8);
    String a = "a-nswer that takes a while to read. ".repeat(14);
    String b = "Another answer, as long. ".repeat(20);
    Files.write(
        work.resolve("pairs.jsonl"),
        IntStream.range(0, pairs)
            .mapToObj(
                i ->
                    "{\"id\":\"p%d\",\"prompt\":\"%s%d\",\"response_a\":\"%s\",\"response_b\":\"%s\"}"
                        .formatted(i, prompt, i, a, b))
            .collect(Collectors.toList()));
    return Files.writeString(
        work.resolve("spec.yaml"),
        """
        campaign: bench
        input: {pairs: pairs.jsonl}
        review: {min_seconds: 0, lease: 1m, min_agreement: 0}
        batch: {size: %d, window: 100}
        """
            .formatted(batch));
  }

  private static void awaitOpen(Path home, int items) throws SQLException, InterruptedException {
    String url = DeskFile.read(home).orElseThrow().databaseUrl();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (long open = 0; open < items; Thread.sleep(500)) {
        try (ResultSet rows = statement.executeQuery("select count(*) from item where open")) {
          rows.next();
          open = rows.getLong(1);
        }
      }
    }
  }

  /** A PostgreSQL as Assay starts its own, with an empty database for another program. */
  private static void postgres(Path home) throws Exception {
    LocalPostgres server = LocalPostgres.start(Files.createDirectories(home));
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("create database label_studio");
    }
    System.out.println("ready " + server.jdbcUrl());
    new CountDownLatch(1).await();
  }
}
