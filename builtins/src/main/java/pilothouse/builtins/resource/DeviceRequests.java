package pilothouse.builtins.resource;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.meta.Edit;

/// The defaults of what a claim asks for. Source: `pkg/apis/resource/v1/defaults.go`.
final class DeviceRequests {
  private DeviceRequests() {}

  /// The `spec` of a claim.
  static ObjectNode defaults(ObjectNode spec) {
    return Edit.inside(
        spec, "devices", devices -> Edit.each(devices, "requests", DeviceRequests::request));
  }

  private static ObjectNode request(ObjectNode request) {
    ObjectNode out = Edit.inside(request, "exactly", DeviceRequests::amount);
    return Edit.each(out, "firstAvailable", DeviceRequests::amount);
  }

  private static ObjectNode amount(ObjectNode request) {
    ObjectNode out = Edit.blank(request, "allocationMode", "ExactCount");
    out = Edit.each(out, "tolerations", t -> Edit.absent(t, "operator", new StringNode("Equal")));
    return out.get("allocationMode").text().equals("ExactCount") ? Edit.zero(out, "count", 1) : out;
  }
}
