package assay.activities.export;

/** Files could not be written; none of them was changed. */
public final class ExportFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExportFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
