package pilothouse.builtins.storage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// CSI nodes: the drivers on a node. A driver's entry stays as it is until it goes; what it can attach may change.
///
/// Source: `pkg/apis/storage/validation/validation.go`.
public final class CsiNodeStrategy implements Strategy {
  private static final FieldPath DRIVERS = FieldPath.of("spec", "drivers");
  private static final int MOST_NODE_ID_BYTES = 256;

  @Override
  public void validate(ObjectNode node, WriteContext context, Errors errors) {
    Set<String> names = new HashSet<>();
    List<Node> drivers = node.at("spec", "drivers").items();
    for (int i = 0; i < drivers.size(); i++)
      driver(drivers.get(i), DRIVERS.index(i), names, errors);
  }

  private static void driver(Node driver, FieldPath at, Set<String> names, Errors errors) {
    driverName(driver.get("name"), at.child("name"), errors);
    nodeId(driver.get("nodeID").text(), at.child("nodeID"), errors);
    Checks.nonNegative(at.child("allocatable", "count"), driver.at("allocatable", "count"), errors);
    String name = driver.get("name").text();
    if (!names.add(name)) errors.add(FieldError.duplicate(at.child("name"), name));
    topologyKeys(driver.get("topologyKeys").items(), at, errors);
  }

  static void driverName(Node name, FieldPath at, Errors errors) {
    if (name.text().isEmpty()) errors.add(FieldError.required(at, ""));
    if (name.text().length() > 63) errors.add(FieldError.tooLong(at, 63));
    String lower = name.text().toLowerCase(Locale.ROOT);
    if (!lower.isEmpty())
      Formats.dnsSubdomain(lower)
          .forEach(text -> errors.add(FieldError.invalid(at, name.text(), text)));
  }

  private static void nodeId(String id, FieldPath at, Errors errors) {
    if (id.isEmpty()) errors.add(FieldError.required(at, ""));
    if (Formats.bytes(id) > MOST_NODE_ID_BYTES)
      errors.add(
          FieldError.invalid(at, id, "must be " + MOST_NODE_ID_BYTES + " characters or less"));
  }

  private static void topologyKeys(List<Node> keys, FieldPath at, Errors errors) {
    Set<String> seen = new HashSet<>();
    for (Node key : keys) {
      String text = key.text();
      if (text.isEmpty()) errors.add(FieldError.required(at, ""));
      if (!seen.add(text)) errors.add(FieldError.duplicate(at, text));
      Formats.qualifiedName(text).forEach(wrong -> errors.add(FieldError.invalid(at, text, wrong)));
    }
  }

  @Override
  public void validateUpdate(ObjectNode node, ObjectNode old, WriteContext context, Errors errors) {
    validate(node, context, errors);
    Map<String, Node> before = new HashMap<>();
    old.at("spec", "drivers")
        .items()
        .forEach(driver -> before.put(driver.get("name").text(), driver));
    for (Node driver : node.at("spec", "drivers").items()) {
      Node was = before.get(driver.get("name").text());
      if (was != null && !fixed(driver).equals(fixed(was)))
        errors.add(FieldError.invalid(DRIVERS, printed(driver), "field is immutable"));
    }
  }

  private static ObjectNode fixed(Node driver) {
    return driver.object().without("allocatable");
  }

  /// The entry with the member names that upstream's message prints, without what may change.
  private static ObjectNode printed(Node driver) {
    return ObjectNode.builder()
        .put("Name", driver.get("name"))
        .put("NodeID", driver.get("nodeID"))
        .put("TopologyKeys", driver.get("topologyKeys"))
        .put("Allocatable", NullNode.NULL)
        .build();
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
