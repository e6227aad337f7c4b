package assay.workers.web;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Refuses a spec that names a file of this machine.
 *
 * <p>Every text of the spec is looked at, whatever its field: a field that names a file and is
 * added later needs no thought here.
 */
final class UploadPaths {
  private final Path folder;

  private UploadPaths(Path folder) {
    this.folder = folder;
  }

  /** A spec that is no YAML passes: its reader says what is wrong with it. */
  static void check(Path folder, Path spec) throws IOException {
    Node document;
    try {
      document = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(spec)));
    } catch (YAMLException | java.nio.charset.MalformedInputException e) {
      return;
    }
    new UploadPaths(folder).walk(document);
  }

  private void walk(@Nullable Node node) {
    switch (node) {
      case ScalarNode text -> look(text);
      case SequenceNode list -> list.getValue().forEach(this::walk);
      case MappingNode map -> {
        for (NodeTuple each : map.getValue()) {
          walk(each.getValueNode());
        }
      }
      case null, default -> {}
    }
  }

  private void look(ScalarNode text) {
    try {
      Path path = folder.resolve(text.getValue()).normalize();
      if (!path.startsWith(folder) && Files.exists(path)) {
        throw Problem.badRequest(
            "line %d: %s is not one of the files that were sent; send it too, and name it as it was sent."
                .formatted(text.getStartMark().getLine() + 1, text.getValue()));
      }
    } catch (InvalidPathException e) {
      // What is no path names no file.
    }
  }
}
