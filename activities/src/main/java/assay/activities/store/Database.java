package assay.activities.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** The pool of connections to PostgreSQL, with the tables brought up to date. */
public final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 24;

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
  }

  /**
   * Connects and migrates; several processes may do so at once.
   *
   * @param jdbcUrl with user and password as parameters
   */
  public static Database connect(String jdbcUrl) {
    return connect(jdbcUrl, CONNECTIONS);
  }

  public static Database connect(String jdbcUrl, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Duration.ofSeconds(20).toMillis());
    config.setPoolName("assay");
    config.addDataSourceProperty("ApplicationName", "assay");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Flyway.configure().dataSource(pool).load().migrate();
      return new Database(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    pool.close();
  }
}
