package pilothouse.builtins.flowcontrol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// The flow schemas and priority levels that every cluster starts with, without status. The ones named `exempt` and `catch-all` stay as they are.
///
/// Source of the facts: a fresh cluster.
public final class SuggestedFlows {
  private static final List<String> FIXED = List.of("catch-all", "exempt");
  private static final List<ObjectNode> ALL = read();

  private SuggestedFlows() {}

  public static List<ObjectNode> all() {
    return ALL;
  }

  /// The spec that an object of that name must have; null where it may have any.
  static Node fixedSpec(String kind, String name) {
    if (!FIXED.contains(name)) return NullNode.NULL;
    return ALL.stream()
        .filter(object -> object.get("kind").text().equals(kind))
        .filter(object -> object.at("metadata", "name").text().equals(name))
        .map(object -> object.get("spec"))
        .findFirst()
        .orElse(NullNode.NULL);
  }

  private static List<ObjectNode> read() {
    try (var in = SuggestedFlows.class.getResourceAsStream("suggested.jsonl")) {
      String lines = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return lines
          .lines()
          .map(line -> JsonReader.tree(line.getBytes(StandardCharsets.UTF_8)).object())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
