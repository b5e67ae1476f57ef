package pilothouse.builtins.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.IpText;

/// The checks of nodes. Source: kubernetes `pkg/apis/core/validation/validation.go`.
final class NodeValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath STATUS = FieldPath.of("status");
  private static final FieldPath TAINTS = FieldPath.of("metadata", "taints");
  private static final List<String> EFFECTS =
      List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

  private NodeValidation() {}

  static void create(ObjectNode node, Errors errors) {
    taints(node, errors);
    amounts(node.get("status"), errors);
    blocks(node.at("spec", "podCIDRs"), errors);
    features(node, errors);
  }

  private static void taints(ObjectNode node, Errors errors) {
    List<Node> taints = node.at("spec", "taints").items();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < taints.size(); i++) {
      FieldPath at = TAINTS.index(i);
      Node taint = taints.get(i);
      String key = taint.get("key").text();
      Checks.format(at.child("key"), key, Formats::qualifiedName, errors);
      List<String> wrong = Formats.labelValue(taint.get("value").text());
      if (!wrong.isEmpty())
        errors.add(
            FieldError.invalid(
                at.child("value"), taint.get("value").text(), String.join(";", wrong)));
      if (Checks.required(at.child("effect"), taint.get("effect"), errors))
        Checks.oneOf(at.child("effect"), taint.get("effect"), EFFECTS, errors);
      if (!seen.add(key + "/" + taint.get("effect").text())) duplicate(at, taint, errors);
    }
  }

  private static void duplicate(FieldPath at, Node taint, Errors errors) {
    errors.add(
        new FieldError(
            FieldError.Kind.DUPLICATE,
            at.toString(),
            InternalForm.of("Taint", taint).toString(),
            "taints must be unique by key and effect pair"));
  }

  private static void blocks(Node blocks, Errors errors) {
    List<Node> items = blocks.items();
    FieldPath at = SPEC.child("podCIDRs");
    if (items.isEmpty()) return;
    for (int i = 0; i < items.size(); i++) block(at.index(i), items.get(i).text(), errors);
    if (items.size() < 2) return;
    for (int i = 0; i < items.size(); i++) {
      String text = items.get(i).text();
      if (IpText.cidr(text).isPresent()) continue;
      errors.add(
          FieldError.internal(
              at,
              "invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR["
                  + i
                  + "]: <nil> (invalid CIDR address: "
                  + text
                  + ")"));
      break;
    }
    if (items.size() > 2 || !bothFamilies(items))
      errors.add(
          FieldError.invalid(at, blocks, "may specify no more than one CIDR for each IP family"));
  }

  private static void block(FieldPath at, String text, Errors errors) {
    if (!IpText.cidr(text).isPresent()) errors.add(FieldError.invalid(at, text, IpText.BAD_CIDR));
    else if (text.matches("(.*\\.)?0[0-9]+[./].*|.*/0[0-9]+"))
      errors.add(FieldError.invalid(at, text, "must not have leading 0s in IP or prefix length"));
  }

  private static boolean bothFamilies(List<Node> items) {
    long six = items.stream().filter(i -> IpText.isV6(i.text())).count();
    boolean valid = items.stream().allMatch(i -> IpText.cidr(i.text()).isPresent());
    return valid && six == 1 && items.size() == 2;
  }

  private static void features(ObjectNode node, Errors errors) {
    List<Node> features = node.at("status", "declaredFeatures").items();
    FieldPath at = STATUS.child("declaredFeatures");
    String before = "";
    for (int i = 0; i < features.size(); i++) {
      String name = features.get(i).text();
      if (!name.matches("[A-Z][A-Za-z0-9]*(/[A-Za-z0-9]+)*"))
        errors.add(
            FieldError.invalid(
                at.index(i),
                name,
                "invalid feature name "
                    + FieldError.quote(name)
                    + ": must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes"));
      if (i > 0 && name.equals(before)) errors.add(FieldError.duplicate(at.index(i), name));
      if (i > 0 && name.compareTo(before) < 0)
        errors.add(FieldError.invalid(at.index(i), name, "list must be sorted alphabetically"));
      before = name;
    }
  }

  static void update(ObjectNode node, ObjectNode old, Errors errors) {
    if (!node.get("status").equals(old.get("status"))) status(node, errors);
    onceSet(node.at("spec", "podCIDRs"), old.at("spec", "podCIDRs"), errors);
    Node provider = old.at("spec", "providerID");
    if (!provider.text().isEmpty() && !provider.equals(node.at("spec", "providerID")))
      errors.add(
          FieldError.forbidden(
              SPEC.child("providerID"),
              "node updates may not change providerID except from \"\" to valid"));
    taints(node, errors);
    if (!node.at("spec", "externalID").equals(old.at("spec", "externalID")))
      errors.add(FieldError.forbidden(SPEC.child("externalID"), "may not be updated"));
  }

  private static void onceSet(Node blocks, Node old, Errors errors) {
    if (old.items().isEmpty()) {
      blocks(blocks, errors);
      return;
    }
    if (!blocks.equals(old))
      errors.add(
          FieldError.forbidden(
              SPEC.child("podCIDRs"),
              "node updates may not change podCIDR except from \"\" to valid"));
  }

  static void status(ObjectNode node, Errors errors) {
    Node status = node.get("status");
    addresses(status.get("addresses").items(), errors);
    amounts(status, errors);
    features(node, errors);
  }

  private static void amounts(Node status, Errors errors) {
    for (String list : List.of("capacity", "allocatable"))
      for (String name : Checks.keys(status.get(list)))
        ContainerResources.quantity(STATUS.child(list, name), name, status.at(list, name), errors);
  }

  private static void addresses(List<Node> addresses, Errors errors) {
    Set<Node> seen = new HashSet<>();
    for (int i = 0; i < addresses.size(); i++)
      if (!seen.add(addresses.get(i)))
        errors.add(
            FieldError.duplicate(
                STATUS.child("addresses").index(i),
                InternalForm.of("NodeAddress", addresses.get(i))));
  }
}
