package assay.workflows;

/** Waits for the campaign's last run to close, keeps its history, and records the end. */
public final class SealWorkflowImpl implements SealWorkflow {
  private final CampaignActivities store = Steps.data(CampaignActivities.class);

  @Override
  public void run(String campaign, String run, String status, String reason) {
    store.seal(campaign, Names.workflowId(campaign), run);
    store.finished(campaign, status, reason);
  }
}
