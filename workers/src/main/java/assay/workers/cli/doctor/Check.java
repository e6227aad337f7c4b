package assay.workers.cli.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What one look at the machine found.
 *
 * @param whatToDo empty when there is nothing to do
 */
public record Check(
    String name, Status status, String detail, @JsonProperty("what_to_do") String whatToDo) {
  /** How much of a hindrance it is. */
  public enum Status {
    /** As it should be. */
    @JsonProperty("ok")
    OK,
    /** Assay works, with less than it could have. */
    @JsonProperty("warn")
    WARN,
    /** Assay does not work until this is mended. */
    @JsonProperty("fail")
    FAIL
  }

  static Check ok(String name, String detail) {
    return new Check(name, Status.OK, detail, "");
  }

  static Check warn(String name, String detail, String whatToDo) {
    return new Check(name, Status.WARN, detail, whatToDo);
  }

  static Check fail(String name, String detail, String whatToDo) {
    return new Check(name, Status.FAIL, detail, whatToDo);
  }
}
