package assay.activities.store;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who PostgreSQL runs as: it refuses to be root.
 *
 * @param prefix what stands before its programs
 * @param uid who must own its data
 */
record PostgresIdentity(List<String> prefix, int uid) {
  private static final int NOBODY = 65534;

  List<String> command(List<String> program) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(program);
    return whole;
  }

  /** The first identity under which this system runs PostgreSQL's programs. */
  static PostgresIdentity of(PostgresBinaries binaries) {
    long uid = new UnixSystem().getUid();
    List<PostgresIdentity> candidates = uid == 0 ? insteadOfRoot() : List.of(asWeAre((int) uid));
    List<String> failures = new ArrayList<>();
    for (PostgresIdentity candidate : candidates) {
      // Not only whether the identity can be taken: also whether it reaches the programs.
      List<String> probe = candidate.command(List.of(binaries.program("postgres"), "--version"));
      Programs.Outcome outcome = Programs.run(probe, Path.of("/"));
      if (outcome.succeeded()) {
        return candidate;
      }
      failures.add(String.join(" ", probe) + ": " + outcome.output());
    }
    throw new CannotStart(
        (uid == 0
                ? "PostgreSQL refuses to run as root, and no other way works here. Run Assay as an ordinary"
                    + " user, or choose a home that every user may enter (chmod o+x on its parents), on a"
                    + " disk that is not mounted noexec: --home DIR. Tried:"
                : "PostgreSQL's programs do not run here. The home must not be on a disk mounted noexec"
                    + " (--home DIR), and the system needs glibc. Tried:")
            + String.join("", failures.stream().map(failure -> "\n  " + failure).toList()));
  }

  /** A user namespace first: files stay root's. Containers may forbid it, then nobody's user. */
  private static List<PostgresIdentity> insteadOfRoot() {
    List<PostgresIdentity> candidates = new ArrayList<>();
    Optional<Path> unshare = Programs.onPath("unshare");
    Optional<Path> setpriv = Programs.onPath("setpriv");
    unshare.ifPresent(
        path -> candidates.add(new PostgresIdentity(List.of(path.toString(), "-U", "--"), 0)));
    setpriv.ifPresent(path -> candidates.add(nobody(path)));
    if (candidates.isEmpty()) {
      throw new CannotStart(
          "PostgreSQL refuses to run as root, and neither unshare nor setpriv is installed to run it as"
              + " somebody else. Install util-linux, or run Assay as an ordinary user.");
    }
    return candidates;
  }

  static PostgresIdentity nobody(Path setpriv) {
    return new PostgresIdentity(
        List.of(
            setpriv.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"),
        NOBODY);
  }

  private static PostgresIdentity asWeAre(int uid) {
    return new PostgresIdentity(List.of(), uid);
  }
}
