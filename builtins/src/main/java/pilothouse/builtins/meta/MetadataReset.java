package pilothouse.builtins.meta;

import java.util.List;
import pilothouse.api.tree.ObjectNode;

/// Metadata of writes that are about another part of the object: they change no label, annotation, finalizer or owner.
public final class MetadataReset {
  private static final List<String> KEPT =
      List.of(
          "deletionTimestamp",
          "generation",
          "selfLink",
          "labels",
          "annotations",
          "finalizers",
          "ownerReferences");

  private MetadataReset() {}

  public static ObjectNode forStatus(ObjectNode object, ObjectNode old) {
    ObjectNode before = old.get("metadata").object();
    return Edit.under(
        object,
        "metadata",
        metadata -> {
          ObjectNode out = metadata;
          for (String name : KEPT) out = Edit.restored(out, before, name);
          return out;
        });
  }
}
