package assay.domain.measure.inference;

/** The methods of truth inference. */
public enum Method {
  /** Most votes; a tie stays a tie. */
  MAJORITY,
  /** Most votes, each weighted by its annotator's reliability. */
  WEIGHTED,
  /** A confusion matrix per annotator (Dawid and Skene 1979). */
  DAWID_SKENE,
  /** One accuracy per annotator, errors spread evenly. */
  ONE_COIN,
  /** One ability per annotator and one difficulty per task (Whitehill et al. 2009). */
  GLAD,
  /** Annotators either know or spam, each with a spamming habit of their own (Hovy et al. 2013). */
  MACE,
  /** For labels in an order: errors near the truth are likelier, with a lean to either end. */
  ORDINAL,
  /** Chosen by what the data can identify; see {@link AutoChoice}. */
  AUTO
}
