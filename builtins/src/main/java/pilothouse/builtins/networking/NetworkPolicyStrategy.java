package pilothouse.builtins.networking;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.IpText;
import pilothouse.builtins.meta.Selectors;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Network policies: which pods may talk to which.
///
/// Source: `pkg/apis/networking/validation/validation.go`.
public final class NetworkPolicyStrategy implements Strategy {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");
  private static final List<String> TYPES = List.of("Ingress", "Egress");
  private static final List<String> PEER_KINDS =
      List.of("podSelector", "namespaceSelector", "ipBlock");

  @Override
  public ObjectNode defaults(ObjectNode policy) {
    return Edit.under(policy, "spec", NetworkPolicyStrategy::specDefaults);
  }

  private static ObjectNode specDefaults(ObjectNode spec) {
    ObjectNode out = spec;
    for (String rules : List.of("ingress", "egress"))
      out = Edit.each(out, rules, NetworkPolicyStrategy::ruleDefaults);
    if (!out.get("policyTypes").items().isEmpty()) return out;
    var types = new ArrayList<String>(List.of("Ingress"));
    if (!out.get("egress").items().isEmpty()) types.add("Egress");
    return out.with("policyTypes", ListNode.ofTexts(types));
  }

  private static ObjectNode ruleDefaults(ObjectNode rule) {
    return Edit.each(rule, "ports", port -> Edit.absent(port, "protocol", new StringNode("TCP")));
  }

  @Override
  public void validate(ObjectNode policy, WriteContext context, Errors errors) {
    Node spec = policy.get("spec");
    Selectors.check(SPEC.child("podSelector"), spec.get("podSelector"), errors);
    rules(spec, "ingress", "from", errors);
    rules(spec, "egress", "to", errors);
    types(spec.get("policyTypes").items(), errors);
  }

  private static void types(List<Node> types, Errors errors) {
    FieldPath at = SPEC.child("policyTypes");
    if (types.size() > TYPES.size()) {
      errors.add(
          FieldError.invalid(at, ListNode.of(types), "may not specify more than two policyTypes"));
      return;
    }
    for (int i = 0; i < types.size(); i++) Checks.oneOf(at.index(i), types.get(i), TYPES, errors);
  }

  private static void rules(Node spec, String list, String peers, Errors errors) {
    List<Node> rules = spec.get(list).items();
    for (int i = 0; i < rules.size(); i++) {
      FieldPath at = SPEC.child(list).index(i);
      List<Node> ports = rules.get(i).get("ports").items();
      for (int p = 0; p < ports.size(); p++) port(ports.get(p), at.child("ports").index(p), errors);
      List<Node> all = rules.get(i).get(peers).items();
      for (int p = 0; p < all.size(); p++) peer(all.get(p), at.child(peers).index(p), errors);
    }
  }

  private static void port(Node port, FieldPath at, Errors errors) {
    if (!port.get("protocol").isNull())
      Checks.oneOf(at.child("protocol"), port.get("protocol"), PROTOCOLS, errors);
    Node number = port.get("port");
    Node end = port.get("endPort");
    if (number.isNull()) {
      if (!end.isNull())
        errors.add(
            FieldError.invalid(
                at.child("endPort"), end, "may not be specified when `port` is not specified"));
      return;
    }
    if (number instanceof StringNode) {
      if (!end.isNull())
        errors.add(
            FieldError.invalid(
                at.child("endPort"), end, "may not be specified when `port` is non-numeric"));
      Checks.format(at.child("port"), number.text(), Formats::portName, errors);
      return;
    }
    range(number.number(0), end, at, errors);
  }

  private static void range(long first, Node end, FieldPath at, Errors errors) {
    Formats.portNumber(first)
        .forEach(text -> errors.add(FieldError.invalid(at.child("port"), first, text)));
    if (end.isNull()) return;
    long last = end.number(0);
    if (last < first)
      errors.add(
          FieldError.invalid(
              at.child("endPort"), first, "must be greater than or equal to `port`"));
    Formats.portNumber(last)
        .forEach(text -> errors.add(FieldError.invalid(at.child("endPort"), last, text)));
  }

  private static void peer(Node peer, FieldPath at, Errors errors) {
    long kinds = PEER_KINDS.stream().filter(kind -> !peer.get(kind).isNull()).count();
    for (String kind : List.of("podSelector", "namespaceSelector"))
      Selectors.check(at.child(kind), peer.get(kind), errors);
    if (!peer.get("ipBlock").isNull()) block(peer.get("ipBlock"), at.child("ipBlock"), errors);
    if (kinds == 0) errors.add(FieldError.required(at, "must specify a peer"));
    else if (kinds > 1 && !peer.get("ipBlock").isNull())
      errors.add(FieldError.forbidden(at, "may not specify both ipBlock and another peer"));
  }

  private static void block(Node block, FieldPath at, Errors errors) {
    String cidr = block.get("cidr").text();
    if (cidr.isEmpty()) {
      errors.add(FieldError.required(at.child("cidr"), ""));
      return;
    }
    List<String> wrong = IpText.checkCidr(cidr);
    wrong.forEach(text -> errors.add(FieldError.invalid(at.child("cidr"), cidr, text)));
    if (IpText.cidr(cidr).isEmpty()) return;
    List<Node> excepts = block.get("except").items();
    for (int i = 0; i < excepts.size(); i++)
      except(excepts.get(i).text(), cidr, at.child("except").index(i), errors);
  }

  private static void except(String except, String cidr, FieldPath at, Errors errors) {
    List<String> wrong = IpText.checkCidr(except);
    wrong.forEach(text -> errors.add(FieldError.invalid(at, except, text)));
    var inner = IpText.cidr(except);
    if (inner.isEmpty()) return;
    if (!IpText.cidr(cidr).orElseThrow().strictlyContains(inner.get()))
      errors.add(FieldError.invalid(at, except, "must be a strict subset of `cidr`"));
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }
}
