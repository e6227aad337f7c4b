package assay.activities.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A fresh, empty database of a real PostgreSQL; one server serves all tests of a JVM. */
public record TestDatabase(String jdbcUrl) {
  /** JDBC URL of a PostgreSQL that somebody else runs, to test and measure with; left with the databases. */
  private static final String SERVER = "ASSAY_TEST_DATABASE_URL";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Makes the next database. */
  public static TestDatabase fresh() {
    String given = System.getenv(SERVER);
    String name = "test_%d_%d".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet());
    String server = given == null ? Server.RUNNING.jdbcUrl() : given;
    try (Connection connection = DriverManager.getConnection(server);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
      return new TestDatabase(
          given == null
              ? Server.RUNNING.jdbcUrl(name)
              : given.replaceFirst("(?<=[0-9])/[^?]*", "/" + name));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens a connection for each call; wrap it in a pool where that matters. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(jdbcUrl);
    return source;
  }

  /** Started by the first test that asks, stopped by a shutdown hook. */
  private static final class Server {
    static final LocalPostgres RUNNING = start();

    private static LocalPostgres start() {
      try {
        Path home =
            TestHome.withUnpackedPostgres(Files.createTempDirectory("assay-test-database-"));
        LocalPostgres server = LocalPostgres.start(home);
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      server.close();
                      Folders.deleteQuietly(home);
                    }));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
