package pilothouse.builtins.networking;

import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.IpText;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// ServiceCIDRs: networks that cluster IPs come from, one a family.
///
/// Source of the texts: kubernetes `pkg/apis/networking/validation/validation.go`.
final class ServiceCidrStrategy implements Strategy {
  private static final FieldPath CIDRS = FieldPath.of("spec", "cidrs");

  @Override
  public ObjectNode prepareForCreate(ObjectNode cidr, WriteContext context) {
    return cidr.with("status", ObjectNode.EMPTY);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode cidr, ObjectNode old, WriteContext context) {
    return Edit.restored(cidr, old, "status");
  }

  /// Through `/status` nothing of the metadata changes.
  static StatusStrategy status(ServiceCidrStrategy main) {
    return StatusStrategy.keepingSpecAndMetadata(main, (_, _, _, _) -> {});
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public void validate(ObjectNode cidr, WriteContext context, Errors errors) {
    List<String> cidrs = cidrs(cidr);
    if (cidrs.isEmpty()) {
      errors.add(FieldError.required(CIDRS, "at least one CIDR required"));
      return;
    }
    if (cidrs.size() > 2) {
      ObjectNode printed = ObjectNode.of("CIDRs", ListNode.ofTexts(cidrs));
      errors.add(FieldError.invalid(CIDRS, printed, "may only hold up to 2 values"));
      return;
    }
    checkFamilies(cidrs, errors);
    for (int i = 0; i < cidrs.size(); i++)
      for (String wrong : check(cidrs.get(i)))
        errors.add(FieldError.invalid(CIDRS.index(i), cidrs.get(i), wrong));
  }

  private static List<String> check(String cidr) {
    List<String> wrong = IpText.checkCidr(cidr);
    String canonical = IpText.cidr(cidr).map(IpText.Network::canonical).orElse(cidr);
    if (!wrong.isEmpty() || canonical.equals(cidr)) return wrong;
    return List.of("must be in canonical form (" + FieldError.quote(canonical) + ")");
  }

  private static void checkFamilies(List<String> cidrs, Errors errors) {
    if (cidrs.size() < 2 || cidrs.stream().anyMatch(c -> IpText.cidr(c).isEmpty())) return;
    long v6 =
        cidrs.stream().flatMap(c -> IpText.cidr(c).stream()).filter(IpText.Network::isV6).count();
    if (v6 != 1)
      errors.add(
          FieldError.invalid(
              CIDRS,
              ListNode.ofTexts(cidrs),
              "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64"));
  }

  private static List<String> cidrs(ObjectNode cidr) {
    return cidr.at("spec", "cidrs").items().stream().map(Node::text).toList();
  }

  /// The networks stay; a second one may be added, for the other family.
  @Override
  public void validateUpdate(ObjectNode cidr, ObjectNode old, WriteContext context, Errors errors) {
    List<String> now = cidrs(cidr);
    List<String> before = cidrs(old);
    if (now.size() < before.size() || now.isEmpty()) {
      Node printed = now.isEmpty() ? NullNode.NULL : ListNode.ofTexts(now);
      errors.add(FieldError.invalid(CIDRS, printed, "field is immutable"));
      return;
    }
    for (int i = 0; i < before.size(); i++)
      if (!now.get(i).equals(before.get(i)))
        errors.add(FieldError.invalid(CIDRS.index(i), now.get(i), "field is immutable"));
    if (now.size() > before.size()) validate(cidr, context, errors);
  }
}
