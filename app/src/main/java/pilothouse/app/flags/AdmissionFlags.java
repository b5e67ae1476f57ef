package pilothouse.app.flags;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pilothouse.builtins.admission.TolerationSeconds;

/// `--enable-admission-plugins`, `--disable-admission-plugins` and the deprecated `--admission-control`.
///
/// Source: the plugin names, their order and which are on by default are those of kube-apiserver 1.36.
///
/// @param enabled the plugins to run, in running order
/// @param tolerations how long pods stay on a node that is ill, by default
public record AdmissionFlags(List<String> enabled, TolerationSeconds tolerations) {
  private static final List<String> ORDER =
      List.of(
          "AlwaysAdmit",
          "NamespaceAutoProvision",
          "NamespaceLifecycle",
          "NamespaceExists",
          "LimitPodHardAntiAffinityTopology",
          "LimitRanger",
          "ServiceAccount",
          "NodeRestriction",
          "TaintNodesByCondition",
          "AlwaysPullImages",
          "ImagePolicyWebhook",
          "PodSecurity",
          "PodNodeSelector",
          "Priority",
          "DefaultTolerationSeconds",
          "PodTolerationRestriction",
          "EventRateLimit",
          "ExtendedResourceToleration",
          "DefaultStorageClass",
          "StorageObjectInUseProtection",
          "PodGroupProtection",
          "OwnerReferencesPermissionEnforcement",
          "PersistentVolumeClaimResize",
          "RuntimeClass",
          "CertificateApproval",
          "CertificateSigning",
          "ClusterTrustBundleAttest",
          "CertificateSubjectRestriction",
          "DefaultIngressClass",
          "DenyServiceExternalIPs",
          "PodTopologyLabels",
          "PodGroupWorkloadExists",
          "NodeDeclaredFeatureValidator",
          "JobValidation",
          "PodResizeValidator",
          "MutatingAdmissionPolicy",
          "MutatingAdmissionWebhook",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionWebhook",
          "ResourceQuota",
          "AlwaysDeny");

  private static final Set<String> OFF_BY_DEFAULT =
      Set.of(
          "AlwaysAdmit",
          "NamespaceAutoProvision",
          "NamespaceExists",
          "LimitPodHardAntiAffinityTopology",
          "NodeRestriction",
          "AlwaysPullImages",
          "ImagePolicyWebhook",
          "PodNodeSelector",
          "PodTolerationRestriction",
          "EventRateLimit",
          "ExtendedResourceToleration",
          "OwnerReferencesPermissionEnforcement",
          "DenyServiceExternalIPs",
          "AlwaysDeny");

  public AdmissionFlags {
    enabled = List.copyOf(enabled);
  }

  static AdmissionFlags from(Flags flags, List<String> errors) {
    var only = flags.list("admission-control");
    var on = flags.list("enable-admission-plugins");
    var off = flags.list("disable-admission-plugins");
    for (String flag :
        List.of("admission-control", "enable-admission-plugins", "disable-admission-plugins"))
      for (String name : flags.list(flag))
        if (!ORDER.contains(name)) errors.add("--" + flag + ": unknown admission plugin: " + name);
    var both = new LinkedHashSet<>(on);
    both.retainAll(off);
    if (!both.isEmpty())
      errors.add(
          "--enable-admission-plugins and --disable-admission-plugins both name "
              + String.join(", ", both));
    if (!only.isEmpty() && (!on.isEmpty() || !off.isEmpty()))
      errors.add(
          "--admission-control excludes --enable-admission-plugins and --disable-admission-plugins");
    return new AdmissionFlags(
        chosen(only, on, off),
        new TolerationSeconds(
            flags.number("default-not-ready-toleration-seconds"),
            flags.number("default-unreachable-toleration-seconds")));
  }

  private static List<String> chosen(List<String> only, List<String> on, List<String> off) {
    var chosen = new ArrayList<String>();
    for (String name : ORDER) {
      boolean byDefault = only.isEmpty() ? !OFF_BY_DEFAULT.contains(name) : only.contains(name);
      if ((byDefault || on.contains(name)) && !off.contains(name)) chosen.add(name);
    }
    return chosen;
  }

  public boolean runs(String plugin) {
    return enabled.contains(plugin);
  }
}
