package assay.workers.cli.stats;

import assay.domain.measure.Answers;

/** Answers with the names that their numbers stand for, and as they were given. */
record NamedAnswers(
    Answers answers, NameTable tasks, NameTable workers, LabelScale scale, Given given) {}
