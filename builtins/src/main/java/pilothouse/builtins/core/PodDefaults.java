package pilothouse.builtins.core;

import static pilothouse.builtins.meta.Edit.absent;
import static pilothouse.builtins.meta.Edit.blank;
import static pilothouse.builtins.meta.Edit.each;
import static pilothouse.builtins.meta.Edit.inside;
import static pilothouse.builtins.meta.Edit.under;
import static pilothouse.builtins.meta.Edit.zero;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.builtins.meta.Quantities;

/// The defaults of a pod's spec, wherever it stands: in a pod, a template or a template of a template.
public final class PodDefaults {
  private static final int FILE_MODE = 0644;
  private static final int TOKEN_SECONDS = 3600;

  private PodDefaults() {}

  /// The defaults of the pod template under `template`.
  public static ObjectNode template(ObjectNode holder) {
    return under(holder, "template", PodDefaults::templated);
  }

  private static ObjectNode templated(ObjectNode template) {
    return under(template, "spec", spec -> withoutGated(PodDefaults.spec(spec)));
  }

  /// A spec less the fields of features that are off: scheduling groups and stop signals.
  static ObjectNode withoutGated(ObjectNode spec) {
    ObjectNode out = spec.without("schedulingGroup");
    for (String list : List.of("initContainers", "containers", "ephemeralContainers"))
      out = each(out, list, PodDefaults::withoutStopSignal);
    return out;
  }

  private static ObjectNode withoutStopSignal(ObjectNode container) {
    ObjectNode lifecycle = container.get("lifecycle").object();
    if (!lifecycle.has("stopSignal")) return container;
    ObjectNode rest = lifecycle.without("stopSignal");
    return rest.isEmpty() ? container.without("lifecycle") : container.with("lifecycle", rest);
  }

  /// What every pod spec gets. Trust bundles, whose feature is off, are dropped on the way.
  static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = each(spec, "volumes", VolumeDefaults::volume);
    out = each(out, "initContainers", PodDefaults::container);
    out = each(out, "containers", PodDefaults::container);
    out = each(out, "ephemeralContainers", PodDefaults::container);
    out = blank(out, "restartPolicy", "Always");
    out = absent(out, "terminationGracePeriodSeconds", 30);
    out = blank(out, "dnsPolicy", "ClusterFirst");
    out = serviceAccount(out);
    out = absent(out, "securityContext", ObjectNode.EMPTY);
    out = blank(out, "schedulerName", "default-scheduler");
    out = inside(out, "overhead", Quantities::roundedUp);
    return inside(out, "resources", PodDefaults::resources);
  }

  /// The old name of the field follows the new one, or leads where only it is given.
  private static ObjectNode serviceAccount(ObjectNode spec) {
    String name = spec.get("serviceAccountName").text(spec.get("serviceAccount").text());
    if (name.isEmpty()) name = spec.get("serviceAccount").text();
    if (name.isEmpty()) return spec;
    return spec.with("serviceAccountName", name).with("serviceAccount", name);
  }

  private static ObjectNode container(ObjectNode container) {
    ObjectNode out = each(container, "ports", port -> blank(port, "protocol", "TCP"));
    out = each(out, "env", env -> inside(env, "valueFrom", PodDefaults::source));
    out = under(out, "resources", PodDefaults::resources);
    out = inside(out, "livenessProbe", PodDefaults::probe);
    out = inside(out, "readinessProbe", PodDefaults::probe);
    out = inside(out, "startupProbe", PodDefaults::probe);
    out = inside(out, "lifecycle", PodDefaults::lifecycle);
    out = blank(out, "terminationMessagePath", "/dev/termination-log");
    out = blank(out, "terminationMessagePolicy", "File");
    return blank(out, "imagePullPolicy", ImageTag.pullPolicy(out.get("image").text()));
  }

  private static ObjectNode resources(ObjectNode resources) {
    ObjectNode out = inside(resources, "limits", Quantities::roundedUp);
    return inside(out, "requests", Quantities::roundedUp);
  }

  private static ObjectNode source(ObjectNode source) {
    return inside(fieldVersion(source), "fileKeyRef", ref -> absent(ref, "optional", false));
  }

  static ObjectNode fieldVersion(ObjectNode source) {
    return inside(source, "fieldRef", ref -> blank(ref, "apiVersion", "v1"));
  }

  private static ObjectNode probe(ObjectNode probe) {
    ObjectNode out = handler(probe);
    out = zero(out, "timeoutSeconds", 1);
    out = zero(out, "periodSeconds", 10);
    out = zero(out, "successThreshold", 1);
    out = zero(out, "failureThreshold", 3);
    return inside(out, "grpc", grpc -> absent(grpc, "service", new StringNode("")));
  }

  private static ObjectNode lifecycle(ObjectNode lifecycle) {
    return inside(
        inside(lifecycle, "postStart", PodDefaults::handler), "preStop", PodDefaults::handler);
  }

  private static ObjectNode handler(ObjectNode handler) {
    return inside(handler, "httpGet", get -> blank(blank(get, "path", "/"), "scheme", "HTTP"));
  }

  /// What a pod gets, and a template does not: so that it takes effect in pods alone.
  static ObjectNode pod(ObjectNode pod) {
    return under(pod, "spec", spec -> podOnly(spec(spec)));
  }

  private static ObjectNode podOnly(ObjectNode spec) {
    ObjectNode out = each(spec, "containers", PodDefaults::requestsFromLimits);
    out = each(out, "initContainers", PodDefaults::requestsFromLimits);
    out = PodLevelResources.defaults(out);
    out = absent(out, "enableServiceLinks", true);
    if (!out.get("hostNetwork").bool(false)) return out;
    out = each(out, "containers", PodDefaults::hostPorts);
    return each(out, "initContainers", PodDefaults::hostPorts);
  }

  private static ObjectNode requestsFromLimits(ObjectNode container) {
    if (!(container.at("resources", "limits") instanceof ObjectNode limits)) return container;
    if (limits.isEmpty()) return container;
    return inside(
        container,
        "resources",
        r -> under(r, "requests", q -> Edit.sorted(Edit.merged(q, limits))));
  }

  private static ObjectNode hostPorts(ObjectNode container) {
    return each(
        container, "ports", port -> zero(port, "hostPort", port.get("containerPort").number(0)));
  }

  /// The mode of files that a volume makes when none is given: 0644.
  static ObjectNode mode(ObjectNode source) {
    return absent(source, "defaultMode", FILE_MODE);
  }

  static ObjectNode tokenSeconds(ObjectNode token) {
    return absent(token, "expirationSeconds", TOKEN_SECONDS);
  }
}
