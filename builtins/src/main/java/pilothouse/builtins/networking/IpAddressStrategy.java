package pilothouse.builtins.networking;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.IpText;
import pilothouse.registry.NameRule;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// IPAddresses: an address that is taken, and by whom. The name is the address.
///
/// Source of the texts: kubernetes `pkg/apis/networking/validation/validation.go`.
final class IpAddressStrategy implements Strategy {
  private static final FieldPath PARENT = FieldPath.of("spec", "parentRef");

  @Override
  public boolean completesNames() {
    return false;
  }

  @Override
  public NameRule names() {
    return (name, prefix) -> checkName(name);
  }

  private static List<String> checkName(String name) {
    List<String> wrong = IpText.checkAddress(name);
    if (!wrong.isEmpty()) return wrong;
    Optional<InetAddress> address = IpText.address(name);
    String canonical = address.map(IpText::canonical).orElse(name);
    if (canonical.equals(name)) return List.of();
    return List.of("must be in canonical form (" + FieldError.quote(canonical) + ")");
  }

  @Override
  public void validate(ObjectNode address, WriteContext context, Errors errors) {
    Node parent = address.at("spec", "parentRef");
    if (parent.isNull()) {
      errors.add(FieldError.required(PARENT, ""));
      return;
    }
    part(parent.get("group"), PARENT.child("group"), false, true, errors);
    part(parent.get("resource"), PARENT.child("resource"), true, false, errors);
    part(parent.get("name"), PARENT.child("name"), true, false, errors);
    part(parent.get("namespace"), PARENT.child("namespace"), false, false, errors);
  }

  private static void part(
      Node value, FieldPath at, boolean required, boolean subdomain, Errors errors) {
    String text = value.text();
    if (text.isEmpty()) {
      if (required) errors.add(FieldError.required(at, ""));
      return;
    }
    for (String wrong : subdomain ? Formats.dnsSubdomain(text) : Formats.pathSegment(text))
      errors.add(FieldError.invalid(at, text, wrong));
  }

  @Override
  public void validateUpdate(
      ObjectNode address, ObjectNode old, WriteContext context, Errors errors) {
    validate(address, context, errors);
    Node parent = address.at("spec", "parentRef");
    if (!parent.equals(old.at("spec", "parentRef")))
      errors.add(
          FieldError.invalid(
              PARENT, parent.isNull() ? parent : printed(parent), "field is immutable"));
  }

  private static ObjectNode printed(Node parent) {
    return ObjectNode.builder()
        .put("Group", parent.get("group").text())
        .put("Resource", parent.get("resource").text())
        .put("Namespace", parent.get("namespace").text())
        .put("Name", parent.get("name").text())
        .build();
  }
}
