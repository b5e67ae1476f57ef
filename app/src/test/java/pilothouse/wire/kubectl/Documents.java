package pilothouse.wire.kubectl;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pilothouse.api.Bytes;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.yaml.YamlException;
import pilothouse.api.yaml.YamlReader;

/// The YAML documents in a folder of somebody's project, those within its pages of Markdown included.
final class Documents {
  private static final Pattern BORDER = Pattern.compile("(?m)^---.*$");

  private static final Pattern QUOTED = Pattern.compile("(?s)\n```yaml[^\n]*\n(.*?)\n```");

  private Documents() {}

  /// @param where its file, and which document of it
  record Document(String where, String text, ObjectNode tree) {
    String kind() {
      return tree.get("kind").text();
    }

    String apiVersion() {
      return tree.get("apiVersion").text();
    }

    /// Whether it is a whole definition, and not a change to one.
    boolean isDefinition() {
      return tree.at("spec").object().has("group")
          && kind().equals("CustomResourceDefinition")
          && apiVersion().equals("apiextensions.k8s.io/v1");
    }
  }

  /// Those that are objects, in the order of their files; templates, which are none before somebody fills them in, are left out.
  static List<Document> in(Path folder) throws IOException {
    var out = new ArrayList<Document>();
    for (Path file : files(folder)) {
      String text = text(file);
      if (text.contains("{{") && text.contains("}}") && !text.contains("CustomResourceDefinition"))
        continue;
      int number = 0;
      for (String part : BORDER.split(text)) {
        var tree = tree(part);
        if (tree.has("kind") && tree.has("apiVersion"))
          out.add(new Document(folder.relativize(file) + "#" + number++, part, tree));
      }
    }
    return out;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().matches(".*\\.(yaml|yml|json|md)"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static String text(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      if (!file.toString().endsWith(".md")) return text;
      return QUOTED
          .matcher(text)
          .results()
          .map(block -> block.group(1))
          .collect(joining("\n---\n"));
    } catch (MalformedInputException notText) {
      return "";
    }
  }

  private static ObjectNode tree(String text) {
    try {
      return YamlReader.read(Bytes.utf8(text)).root().object();
    } catch (YamlException notYaml) {
      return ObjectNode.EMPTY;
    }
  }
}
