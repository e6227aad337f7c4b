package assay.workers.load;

import assay.activities.store.Json;
import assay.workers.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands given to the {@code up} of a home, as a user gives them. */
record Commands(Path home) {
  /** What a command prints; it has to succeed. */
  String run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", all) + ": " + code + "\n" + out + err);
    }
    return out.toString();
  }

  /** Tokens of so many new annotators. */
  List<String> annotators(int count) throws IOException {
    List<String> tokens = new ArrayList<>();
    String printed = run("annotator", "add", "person", "--tier", "trained", "--count", "" + count);
    for (String line : printed.lines().toList()) {
      tokens.add(Json.MAPPER.readTree(line).get("token").asText());
    }
    return tokens;
  }
}
