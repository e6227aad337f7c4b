package assay.activities.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A PostgreSQL server of our own on this machine, on a free loopback port, with its data in a
 * folder.
 *
 * <p>A commit is on disk when it is acknowledged. The server ends with this JVM, and whatever was
 * killed, the next start on the same home recovers. Only one JVM may use a home at a time: whoever
 * starts second stops the first one's server.
 */
public final class LocalPostgres implements AutoCloseable {
  static final String USER = "assay";
  private static final String DATABASE = "assay";
  private static final int ATTEMPTS = 40;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
  // Crash recovery replays the log since the last checkpoint: seconds, minutes on a slow disk.
  private static final Duration READY_PATIENCE = Duration.ofMinutes(10);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

  private final PostgresData data;
  private final LeftoverPostgres signals;
  private final KeptProcess process;
  private final int port;

  private LocalPostgres(
      PostgresData data, LeftoverPostgres signals, KeptProcess process, int port) {
    this.data = data;
    this.signals = signals;
    this.process = process;
    this.port = port;
  }

  /** Starts the server of this home; the first time it unpacks PostgreSQL and makes its data. */
  public static LocalPostgres start(Path home) {
    return start(home, PostgresIdentity::of);
  }

  static LocalPostgres start(Path home, Function<PostgresBinaries, PostgresIdentity> who) {
    Path real = Folders.made(home);
    PostgresBinaries binaries = PostgresBinaries.unpacked(real);
    PostgresIdentity identity = who.apply(binaries);
    PostgresData data = PostgresData.in(real, binaries, identity);
    LeftoverPostgres leftover = new LeftoverPostgres(data.folder(), binaries, identity);
    leftover.clear();
    LocalPostgres server = startOnFreePort(data, leftover, binaries, identity);
    try {
      server.createDatabase();
      return server;
    } catch (SQLException e) {
      server.close();
      throw new CannotStart(
          "PostgreSQL runs, but does not let us in: %s. Its log: %s"
              .formatted(e.getMessage(), data.log()),
          e);
    }
  }

  /** The JDBC address of the database, with user and password. */
  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  /** The JDBC address of another database of this server. */
  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
        .formatted(port, database, USER, data.password());
  }

  public int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Stops the server: connections are cut, what was committed is on disk. */
  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    signals.interrupt(process.pid());
    if (!process.ended(STOP_PATIENCE)) {
      process.kill(); // The next start recovers.
      process.ended(STOP_PATIENCE);
    }
  }

  private static LocalPostgres startOnFreePort(
      PostgresData data,
      LeftoverPostgres leftover,
      PostgresBinaries binaries,
      PostgresIdentity identity) {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      PostgresLog log = data.log().atEnd();
      KeptProcess process =
          KeptProcess.start(
              identity.prefix(), command(binaries, data, port), binaries.folder(), log.file());
      boolean ready =
          Patience.until(READY_PATIENCE, () -> !process.isAlive() || data.isReady(process.pid()))
              && process.isAlive();
      if (ready) {
        return new LocalPostgres(data, leftover, process, port);
      }
      process.kill();
      if (attempt == ATTEMPTS || !log.saysTryAgain()) {
        throw log.cannotStart(data.folder());
      }
      Patience.until(BETWEEN_ATTEMPTS, () -> false);
    }
  }

  private static List<String> command(PostgresBinaries binaries, PostgresData data, int port) {
    return List.of(
        binaries.program("postgres"),
        "-D",
        data.folder().toString(),
        "-p",
        String.valueOf(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        "-c",
        "fsync=on",
        "-c",
        "synchronous_commit=on",
        "-c",
        "max_connections=200",
        "-c",
        "log_line_prefix=%m [%p] ",
        "-c",
        "log_timezone=UTC",
        "-c",
        "timezone=UTC");
  }

  private void createDatabase() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select 1 from pg_database where datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        try (Statement create = connection.createStatement()) {
          create.execute("create database " + DATABASE);
        }
      }
    }
  }

  /** Free now; when somebody takes it before PostgreSQL does, the next attempt takes another. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CannotStart("No free loopback port: " + e.getMessage() + ".", e);
    }
  }
}
