package pilothouse.builtins.allocation;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.IpText;

/// The rules that `clusterIP`, `clusterIPs`, `ipFamilies` and `ipFamilyPolicy` of a service keep among each other.
///
/// Source of the order and the texts: kubernetes `pkg/apis/core/validation/validation.go`.
public final class ClusterIpRules {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath IPS = SPEC.child("clusterIPs");
  private static final FieldPath FAMILIES = SPEC.child("ipFamilies");
  private static final List<String> FAMILY_NAMES = List.of("IPv4", "IPv6");
  private static final List<String> POLICIES =
      List.of("PreferDualStack", "RequireDualStack", "SingleStack");

  private ClusterIpRules() {}

  public static void check(ObjectNode service, Errors errors) {
    if (ServiceSpec.isType(service, ServiceSpec.EXTERNAL_NAME)) return;
    int before = errors.size();
    List<String> ips = ServiceSpec.clusterIps(service);
    List<String> families = ServiceSpec.families(service);
    checkFirst(service, ips, errors);
    checkFamilies(families, errors);
    checkPolicy(service, errors);
    if (!checkEach(ips, errors)) return;
    boolean headless = ServiceSpec.isHeadless(service);
    if (ips.size() == 2 && IpFamilies.of(ips.get(0)).equals(IpFamilies.of(ips.get(1))))
      errors.add(
          FieldError.invalid(
              IPS, ListNode.ofTexts(ips), "may specify no more than one IP for each IP family"));
    if (!headless && errors.size() == before) checkMatch(ips, families, errors);
  }

  private static void checkFirst(ObjectNode service, List<String> ips, Errors errors) {
    String first = ServiceSpec.of(service).get("clusterIP").text();
    ListNode all = ListNode.ofTexts(ips);
    if (first.isEmpty() && !ips.isEmpty())
      errors.add(FieldError.invalid(IPS, all, "must be empty when `clusterIP` is not specified"));
    if (!first.isEmpty() && ips.isEmpty()) errors.add(FieldError.required(IPS, ""));
    if (!first.isEmpty() && !ips.isEmpty() && !ips.getFirst().equals(first))
      errors.add(FieldError.invalid(IPS, all, "first value must match `clusterIP`"));
  }

  private static void checkFamilies(List<String> families, Errors errors) {
    var seen = new HashSet<String>();
    for (int i = 0; i < families.size(); i++) {
      String family = families.get(i);
      if (!FAMILY_NAMES.contains(family))
        errors.add(FieldError.notSupported(FAMILIES.index(i), family, FAMILY_NAMES));
      if (!seen.add(family)) errors.add(FieldError.duplicate(FAMILIES.index(i), family));
    }
  }

  private static void checkPolicy(ObjectNode service, Errors errors) {
    Node policy = ServiceSpec.of(service).get("ipFamilyPolicy");
    if (!policy.isNull() && !POLICIES.contains(policy.text()))
      errors.add(FieldError.notSupported(SPEC.child("ipFamilyPolicy"), policy.text(), POLICIES));
  }

  /// Checks each address by itself; false where one is none, which would skew what follows.
  private static boolean checkEach(List<String> ips, Errors errors) {
    boolean right = true;
    for (int i = 0; i < ips.size(); i++) {
      if (i == 0 && ips.get(i).equals(ServiceSpec.NONE)) {
        if (ips.size() == 1) continue;
        right = false;
        errors.add(
            FieldError.invalid(
                IPS, ListNode.ofTexts(ips), "'None' must be the first and only value"));
        continue;
      }
      for (String wrong : IpText.checkAddress(ips.get(i))) {
        right = false;
        errors.add(FieldError.invalid(IPS.index(i), ips.get(i), wrong));
      }
    }
    if (ips.size() > 2)
      errors.add(FieldError.invalid(IPS, ListNode.ofTexts(ips), "may only hold up to 2 values"));
    return right;
  }

  private static void checkMatch(List<String> ips, List<String> families, Errors errors) {
    for (int i = 0; i < Math.min(ips.size(), families.size()); i++)
      if (!IpFamilies.of(ips.get(i)).equals(families.get(i)))
        errors.add(
            FieldError.invalid(
                IPS.index(i),
                ips.get(i),
                "expected an "
                    + families.get(i)
                    + " value as indicated by `ipFamilies["
                    + i
                    + "]`"));
  }

  /// What an update may not change of addresses and families.
  public static void checkUpdate(ObjectNode service, ObjectNode old, Errors errors) {
    if (ServiceSpec.isType(service, ServiceSpec.EXTERNAL_NAME)) return;
    if (ServiceSpec.isType(old, ServiceSpec.EXTERNAL_NAME)) return;
    if (!ServiceSpec.needsClusterIp(service)) return;
    boolean headless = ServiceSpec.isHeadless(service);
    boolean wasHeadless = ServiceSpec.isHeadless(old);
    if (!(headless && wasHeadless))
      new Kept(
              "clusterIPs",
              "clusterIP",
              "may not change once set",
              "secondary clusterIP",
              ServiceSpec::clusterIps)
          .check(service, old, errors);
    if (!headless && !wasHeadless)
      new Kept(
              "ipFamilies",
              "ipFamily",
              "may not change once set",
              "secondary ipFamily",
              ServiceSpec::families)
          .check(service, old, errors);
  }

  /// A list of one or two whose first value stays, and whose second may be added, or given up with the policy SingleStack.
  private record Kept(
      String field,
      String one,
      String changed,
      String second,
      Function<ObjectNode, List<String>> values) {
    void check(ObjectNode service, ObjectNode old, Errors errors) {
      List<String> now = values.apply(service);
      List<String> before = values.apply(old);
      if (now.size() == before.size()) checkSame(now, before, errors);
      else checkFirst(service, now, before, errors);
    }

    private void checkSame(List<String> now, List<String> before, Errors errors) {
      for (int i = 0; i < now.size(); i++)
        if (!now.get(i).equals(before.get(i))) add(i, now, changed, errors);
    }

    private void checkFirst(
        ObjectNode service, List<String> now, List<String> before, Errors errors) {
      if (now.isEmpty()) add(0, now, "primary " + one + " can not be unset", errors);
      if (!now.isEmpty() && !before.isEmpty() && !now.getFirst().equals(before.getFirst()))
        add(0, now, changed, errors);
      boolean released = now.size() == 1 && before.size() == 2;
      if (released && !ServiceSpec.policy(service).equals("SingleStack"))
        errors.add(
            FieldError.invalid(
                SPEC.child("ipFamilyPolicy"),
                new StringNode(ServiceSpec.policy(service)),
                "must be set to 'SingleStack' when releasing the " + second));
    }

    private void add(int i, List<String> now, String why, Errors errors) {
      errors.add(FieldError.invalid(SPEC.child(field).index(i), ListNode.ofTexts(now), why));
    }
  }
}
