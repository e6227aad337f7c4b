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
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Makes the next database. */
  public static TestDatabase fresh() {
    String name = "test_" + NUMBER.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(Server.RUNNING.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
      return new TestDatabase(Server.RUNNING.jdbcUrl(name));
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
