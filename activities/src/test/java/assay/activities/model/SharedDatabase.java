package assay.activities.model;

import assay.activities.store.Database;
import assay.activities.store.TestDatabase;
import org.jdbi.v3.core.Jdbi;

/** One database for all tests whose endpoints are their own. */
final class SharedDatabase {
  static final Jdbi JDBI = Database.connect(TestDatabase.fresh().jdbcUrl(), 8).jdbi();

  private SharedDatabase() {}
}
