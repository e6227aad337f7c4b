package assay.workflows;

/** Names the things of Temporal in one place: task queues, workflow ids, and how ids are built. */
public final class Names {
  public static final String WORKFLOWS_QUEUE = "assay-workflows";
  public static final String MODELS_QUEUE = "assay-models";
  public static final String DATA_QUEUE = "assay-data";

  private Names() {}

  public static String workflowId(String campaign) {
    return "assay/" + campaign;
  }

  public static String batchId(String campaign, int number) {
    return workflowId(campaign) + "/batch-" + number;
  }

  public static String sealId(String campaign) {
    return workflowId(campaign) + "/seal";
  }
}
