package assay.activities.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/** The pool of connections to PostgreSQL, with the tables brought up to date. */
public final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 24;

  /**
   * So few, that a transaction which has begun is not kept waiting for a processor by many others,
   * with its locks in hand.
   */
  private static final int DESK_CONNECTIONS =
      Math.max(6, 2 * Runtime.getRuntime().availableProcessors());

  /**
   * Each of the desk's statements finds few rows by an index; but the planner sees tables that grow
   * as they were when it last counted them, empty at first, and would read them whole. And to plan
   * takes longer than to do, so plans are kept.
   */
  private static final String DESK_OPTIONS =
      "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off"
          + " -c enable_mergejoin=off -c enable_sort=off -c jit=off";

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private @Nullable HikariDataSource deskPool;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = jdbi(pool);
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
    HikariConfig config = config(jdbcUrl, "assay", connections);
    config.setMinimumIdle(1);
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Flyway.configure().dataSource(pool).load().migrate();
      return new Database(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariConfig config(String jdbcUrl, String name, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(Duration.ofSeconds(20).toMillis());
    config.setPoolName(name);
    config.addDataSourceProperty("ApplicationName", name);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return config;
  }

  private static Jdbi jdbi(HikariDataSource pool) {
    return Jdbi.create(pool).installPlugin(new PostgresPlugin());
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /** The same database over connections of their own, for what people wait for at the desk. */
  public synchronized Jdbi desk() {
    if (deskPool == null) {
      HikariConfig config = config(pool.getJdbcUrl(), "assay-desk", DESK_CONNECTIONS);
      config.addDataSourceProperty("options", DESK_OPTIONS);
      deskPool = new HikariDataSource(config);
    }
    return jdbi(deskPool);
  }

  @Override
  public synchronized void close() {
    if (deskPool != null) {
      deskPool.close();
    }
    pool.close();
  }
}
