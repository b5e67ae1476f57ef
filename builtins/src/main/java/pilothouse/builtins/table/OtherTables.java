package pilothouse.builtins.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.TableColumns.Row;
import pilothouse.registry.TableColumns.RowOf;

/// Rows of leases, runtime classes, API services and the kinds of resource.k8s.io.
final class OtherTables {
  private static final String RESOURCE = "resource.k8s.io/v1/";

  static final Map<String, RowOf> ROWS =
      Map.of(
          "coordination.k8s.io/v1/Lease",
          OtherTables::lease,
          "node.k8s.io/v1/RuntimeClass",
          OtherTables::runtimeClass,
          "apiregistration.k8s.io/v1/APIService",
          OtherTables::apiService,
          RESOURCE + "DeviceClass",
          OtherTables::nameAndAge,
          RESOURCE + "ResourceClaimTemplate",
          OtherTables::nameAndAge,
          RESOURCE + "ResourceClaim",
          OtherTables::resourceClaim,
          RESOURCE + "ResourceSlice",
          OtherTables::resourceSlice);

  private OtherTables() {}

  private static Row lease(ObjectNode object, Instant now) {
    return Cells.named(object, now).text("", "spec", "holderIdentity").age().row();
  }

  private static Row runtimeClass(ObjectNode object, Instant now) {
    return Cells.named(object, now).text("", "handler").age().row();
  }

  private static Row nameAndAge(ObjectNode object, Instant now) {
    return Cells.named(object, now).age().row();
  }

  private static Row apiService(ObjectNode object, Instant now) {
    Node service = object.at("spec", "service");
    String where =
        service.isNull()
            ? "Local"
            : service.get("namespace").text() + "/" + service.get("name").text();
    return Cells.named(object, now).text(where).text(available(object)).age().row();
  }

  private static String available(Node apiService) {
    for (Node condition : apiService.at("status", "conditions").items())
      if (condition.get("type").text().equals("Available")) return availableText(condition);
    return "Unknown";
  }

  private static String availableText(Node condition) {
    String status = condition.get("status").text();
    return status.equals("True") ? status : status + " (" + condition.get("reason").text() + ")";
  }

  private static Row resourceClaim(ObjectNode object, Instant now) {
    return Cells.named(object, now).text(claimState(object)).age().row();
  }

  private static String claimState(Node claim) {
    var states = new ArrayList<String>();
    boolean deleted = Cells.deleting(claim);
    boolean allocated = !claim.at("status", "allocation").isNull();
    if (deleted) states.add("deleted");
    if (allocated) states.add("allocated");
    else if (!deleted) states.add("pending");
    if (allocated && !claim.at("status", "reservedFor").items().isEmpty()) states.add("reserved");
    return String.join(",", states);
  }

  private static Row resourceSlice(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text("", "spec", "nodeName")
        .text("", "spec", "driver")
        .text("", "spec", "pool", "name")
        .age()
        .row();
  }
}
