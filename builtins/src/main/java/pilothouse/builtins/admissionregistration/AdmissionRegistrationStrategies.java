package pilothouse.builtins.admissionregistration;

import java.util.HashMap;
import java.util.Map;
import pilothouse.registry.Strategy;

/// The strategies of the group admissionregistration.k8s.io, by path.
public final class AdmissionRegistrationStrategies {
  private AdmissionRegistrationStrategies() {}

  public static Map<String, Strategy> byPath() {
    var all = new HashMap<String, Strategy>();
    all.put(
        "admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
        WebhooksStrategy.mutating());
    all.put(
        "admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
        WebhooksStrategy.validating());
    var policy = PolicyStrategy.validating();
    all.put("admissionregistration.k8s.io/v1/validatingadmissionpolicies", policy);
    all.put(
        "admissionregistration.k8s.io/v1/validatingadmissionpolicies/status",
        PolicyStrategy.status(policy));
    all.put("admissionregistration.k8s.io/v1/mutatingadmissionpolicies", PolicyStrategy.mutating());
    all.put(
        "admissionregistration.k8s.io/v1/validatingadmissionpolicybindings",
        PolicyBindingStrategy.validating());
    all.put(
        "admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings",
        PolicyBindingStrategy.mutating());
    return all;
  }
}
