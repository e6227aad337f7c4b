package assay.workers.cli.stats;

import assay.domain.measure.Ints;

/** All answers as they were given, repeated ones included, in the order of the file. */
record Given(Ints task, Ints worker, Ints label, OptionalColumns columns) {
  int size() {
    return label.size();
  }
}
