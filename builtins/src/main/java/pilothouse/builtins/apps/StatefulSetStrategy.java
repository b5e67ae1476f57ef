package pilothouse.builtins.apps;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.core.ClaimDefaults;
import pilothouse.builtins.core.PodDefaults;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;

/// Stateful sets.
final class StatefulSetStrategy {
  private StatefulSetStrategy() {}

  /// Pods are named after their set, and a pod's name is its host name: hence the rule of names.
  static Strategy strategy() {
    return KindStrategy.withStatus(counted(ObjectNode.EMPTY))
        .defaults(StatefulSetStrategy::defaults)
        .onCreate((set, _) -> withoutGated(set, ObjectNode.EMPTY))
        .onUpdate((set, old, _) -> withoutGated(set, old))
        .checks(StatefulSetValidation::create, StatefulSetValidation::update)
        .warnings(StatefulSetWarnings::of)
        .names(Names.DNS_LABEL)
        .generation(Strategy.Generation.SPEC)
        .build();
  }

  private static ObjectNode defaults(ObjectNode set) {
    ObjectNode out = Edit.under(set, "spec", StatefulSetStrategy::spec);
    return Edit.under(out, "status", StatefulSetStrategy::counted);
  }

  private static ObjectNode counted(ObjectNode status) {
    return Edit.absent(Edit.absent(status, "replicas", 0), "availableReplicas", 0);
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = Edit.absent(PodDefaults.template(spec), "replicas", 1);
    out = Edit.each(out, "volumeClaimTemplates", StatefulSetStrategy::claim);
    out = Edit.blank(out, "podManagementPolicy", "OrderedReady");
    out = Edit.under(out, "updateStrategy", StatefulSetStrategy::updateStrategy);
    out = Edit.under(out, "persistentVolumeClaimRetentionPolicy", StatefulSetStrategy::retention);
    return Edit.absent(out, "revisionHistoryLimit", 10);
  }

  /// A claim, whatever kind it was called.
  private static ObjectNode claim(ObjectNode claim) {
    ObjectNode out = claim.with("kind", "PersistentVolumeClaim").with("apiVersion", "v1");
    return ClaimDefaults.claim(out);
  }

  /// A rolling update that is only implied starts at partition 0.
  private static ObjectNode updateStrategy(ObjectNode strategy) {
    ObjectNode out = strategy;
    if (out.get("type").text().isEmpty()) {
      out = out.with("type", "RollingUpdate");
      out = Edit.absent(out, "rollingUpdate", ObjectNode.EMPTY);
    }
    if (!out.get("type").text().equals("RollingUpdate")) return out;
    return Edit.inside(out, "rollingUpdate", update -> Edit.absent(update, "partition", 0));
  }

  private static ObjectNode retention(ObjectNode policy) {
    return Edit.blank(Edit.blank(policy, "whenDeleted", "Retain"), "whenScaled", "Retain");
  }

  /// `maxUnavailable` of a rolling update belongs to a feature that is off.
  private static ObjectNode withoutGated(ObjectNode set, ObjectNode old) {
    if (!old.at("spec", "updateStrategy", "rollingUpdate", "maxUnavailable").isNull()) return set;
    return set.withoutAt(List.of("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"));
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpec(
        main, (set, old, _, errors) -> StatefulSetValidation.status(set, old, errors));
  }
}
