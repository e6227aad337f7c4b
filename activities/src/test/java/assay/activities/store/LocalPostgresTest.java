package assay.activities.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
  @TempDir Path home;

  @BeforeEach
  void shareUnpackedPostgres() {
    TestHome.withUnpackedPostgres(home);
  }

  @AfterEach
  void leaveWhatIsShared() throws IOException {
    Files.delete(home.resolve("postgresql"));
  }

  @Test
  void keepsItsDataOverACleanStop() throws Exception {
    try (LocalPostgres first = LocalPostgres.start(home)) {
      execute(first, "create table note (text text)", "insert into note values ('kept')");
    }
    assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    try (LocalPostgres second = LocalPostgres.start(home)) {
      assertThat(one(second, "select text from note")).isEqualTo("kept");
    }
  }

  @Test
  void isTheVersionItsFolderIsNamedAfterAndWritesThrough() throws Exception {
    try (LocalPostgres server = LocalPostgres.start(home)) {
      assertThat(one(server, "show server_version")).isEqualTo(PostgresBinaries.VERSION);
      assertThat(one(server, "show fsync")).isEqualTo("on");
      assertThat(one(server, "show synchronous_commit")).isEqualTo("on");
      assertThat(one(server, "show unix_socket_directories")).isEmpty();
      assertThat(one(server, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(one(server, "show server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void letsNobodyInWithoutThePassword() {
    try (LocalPostgres server = LocalPostgres.start(home)) {
      String guess =
          "jdbc:postgresql://127.0.0.1:%d/assay?user=assay&password=guess".formatted(server.port());
      assertThatThrownBy(() -> DriverManager.getConnection(guess).close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void everyTestDatabaseIsEmptyAndItsOwn() throws Exception {
    TestDatabase one = TestDatabase.fresh();
    TestDatabase other = TestDatabase.fresh();
    try (Connection connection = one.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table here (n int)");
    }
    try (Connection connection = other.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select count(*) from pg_tables where tablename = 'here'")) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  static void execute(LocalPostgres server, String... sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }

  static String one(LocalPostgres server, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
