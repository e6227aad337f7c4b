package assay.activities.store;

import java.nio.file.Path;

/** A program that holds a local PostgreSQL open, and writes its last row when it is told to end. */
final class PostgresHolder {
  private PostgresHolder() {}

  public static void main(String[] arguments) throws Exception {
    LocalPostgres server = LocalPostgres.start(Path.of(arguments[0]));
    LocalPostgresTest.execute(
        server,
        "create table if not exists note (text text)",
        "insert into note values ('written')");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server)));
    System.out.println("postgres " + server.pid());
    Thread.sleep(600_000);
  }

  private static void drain(LocalPostgres server) {
    try {
      // Long enough for a server that got the same signal to be gone.
      Thread.sleep(1000);
      LocalPostgresTest.execute(server, "insert into note values ('drained')");
      server.close();
      System.out.println("drained well");
    } catch (Exception e) {
      System.out.println("drained not: " + e);
    }
  }
}
