package assay.activities.desk;

/** What a person may do: label, run campaigns, look at everything, or all of it. */
public enum Role {
  ANNOTATOR,
  MANAGER,
  AUDITOR,
  ADMIN
}
