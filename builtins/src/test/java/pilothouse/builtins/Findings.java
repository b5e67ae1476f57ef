package pilothouse.builtins;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// What a kind's strategy finds wrong with an object, as the lines of the message that a client gets.
public record Findings(String path) {
  private static final WriteContext CONTEXT =
      new WriteContext(
          "ns", "user", "uid", List.of(), Map.of(), false, Instant.parse("2026-01-02T03:04:05Z"));

  /// @param path such as `apps/v1/deployments`
  public static Findings in(String path) {
    return new Findings(path);
  }

  private Strategy strategy() {
    return Strategies.with(Map.of()).of(path, false);
  }

  /// The object as it would be stored.
  public ObjectNode created(String json) {
    return strategy().prepareForCreate(strategy().defaults(tree(json)), CONTEXT);
  }

  public List<String> create(String json) {
    var errors = new Errors();
    strategy().validate(created(json), CONTEXT, errors);
    return texts(errors);
  }

  public List<String> update(String old, String json) {
    var errors = new Errors();
    ObjectNode before = created(old);
    ObjectNode after =
        strategy().prepareForUpdate(strategy().defaults(tree(json)), before, CONTEXT);
    strategy().validateUpdate(after, before, CONTEXT, errors);
    return texts(errors);
  }

  public List<String> warnings(String json) {
    return strategy().warnings(created(json), Optional.empty(), CONTEXT);
  }

  private static ObjectNode tree(String json) {
    return JsonReader.tree(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).object();
  }

  private static List<String> texts(Errors errors) {
    return errors.list().stream().map(FieldError::toString).toList();
  }
}
