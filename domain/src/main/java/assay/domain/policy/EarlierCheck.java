package assay.domain.policy;

/** Whether a pair that is judged again had a spot check the first time. */
public enum EarlierCheck {
  NEVER,
  /** It had, and what the person said still counts. */
  TOLD,
  /** It had, but what the person said counts no more; nobody can be asked by that way again. */
  VOID
}
