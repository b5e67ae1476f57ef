package pilothouse.builtins.core;

import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of one port of a service.
final class ServicePorts {
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private ServicePorts() {}

  static void check(Node port, boolean named, Set<String> names, FieldPath at, Errors errors) {
    checkName(port.get("name"), named, names, at.child("name"), errors);
    checkNumber(port.get("port").number(0), at.child("port"), errors);
    if (port.get("protocol").text().isEmpty())
      errors.add(FieldError.required(at.child("protocol"), ""));
    else Checks.oneOf(at.child("protocol"), port.get("protocol"), PROTOCOLS, errors);
    checkTarget(port.get("targetPort"), at.child("targetPort"), errors);
    if (!port.get("appProtocol").isNull())
      Checks.format(
          at.child("appProtocol"), port.get("appProtocol").text(), Formats::qualifiedName, errors);
  }

  private static void checkName(
      Node name, boolean named, Set<String> names, FieldPath at, Errors errors) {
    if (name.text().isEmpty()) {
      if (named) errors.add(FieldError.required(at, ""));
      return;
    }
    Checks.format(at, name.text(), Formats::dnsLabel, errors);
    if (!names.add(name.text())) errors.add(FieldError.duplicate(at, name.text()));
  }

  private static void checkTarget(Node target, FieldPath at, Errors errors) {
    if (target instanceof StringNode) Checks.format(at, target.text(), Formats::portName, errors);
    else checkNumber(target.number(0), at, errors);
  }

  private static void checkNumber(long number, FieldPath at, Errors errors) {
    for (String wrong : Formats.portNumber(number))
      errors.add(FieldError.invalid(at, number, wrong));
  }

  /// A port as messages print it: only what makes it a duplicate is filled in.
  static ObjectNode key(Node port, long number, long nodePort) {
    return ObjectNode.builder()
        .put("Name", "")
        .put("Protocol", port.get("protocol").text())
        .put("AppProtocol", NullNode.NULL)
        .put("Port", number)
        .put("TargetPort", 0)
        .put("NodePort", nodePort)
        .build();
  }
}
