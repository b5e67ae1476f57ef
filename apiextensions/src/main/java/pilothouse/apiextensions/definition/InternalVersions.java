package pilothouse.apiextensions.definition;

import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// The versions of a definition as upstream's messages print them: its internal Go structs as JSON, whose fields have no JSON names.
final class InternalVersions {
  private InternalVersions() {}

  static Node of(DefinitionForm form) {
    if (form.versions().isEmpty()) return form.listed();
    return ListNode.of(form.versions().stream().map(InternalVersions::version).toList());
  }

  private static ObjectNode version(ObjectNode version) {
    return ObjectNode.builder()
        .put("Name", version.get("name").text())
        .put("Served", version.get("served").bool(false))
        .put("Storage", version.get("storage").bool(false))
        .put("Deprecated", version.get("deprecated").bool(false))
        .put("DeprecationWarning", version.get("deprecationWarning"))
        .put("Schema", NullNode.NULL)
        .put("Subresources", NullNode.NULL)
        .put("AdditionalPrinterColumns", NullNode.NULL)
        .put("SelectableFields", NullNode.NULL)
        .build();
  }
}
