package assay.activities.desk;

import assay.workflows.Lot;

/** Where the relay's lots go. */
public interface Subscriber {

  /** The run has ended or never was; its successor subscribes for itself. */
  final class Gone extends Exception {
    private static final long serialVersionUID = 1;

    public Gone(String run, Throwable cause) {
      super("run " + run + " takes no more events", cause);
    }
  }

  /** Returns once the lot is safely with the run; any other failure is tried again later. */
  void send(String workflow, String run, Lot lot) throws Gone;
}
