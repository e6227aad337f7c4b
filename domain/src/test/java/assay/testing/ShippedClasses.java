package assay.testing;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** What users get: neither a module's own tests nor the test jar of another one. */
public final class ShippedClasses implements ImportOption {
  private final ImportOption ownTests = new DoNotIncludeTests();

  @Override
  public boolean includes(Location location) {
    return ownTests.includes(location) && !location.contains("-tests.jar");
  }
}
