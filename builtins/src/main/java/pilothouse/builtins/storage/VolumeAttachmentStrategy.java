package pilothouse.builtins.storage;

import java.util.List;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Volume attachments: which volume is to be attached to which node. The spec stays as created.
///
/// Source: `pkg/apis/storage/validation/validation.go`.
public final class VolumeAttachmentStrategy implements Strategy {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath SOURCE = SPEC.child("source");
  private static final int MOST_ERROR_BYTES = 256 * 1024;

  @Override
  public ObjectNode prepareForCreate(ObjectNode attachment, WriteContext context) {
    return attachment.with("status", ObjectNode.of("attached", BoolNode.FALSE));
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode attachment, ObjectNode old, WriteContext context) {
    return Edit.restored(attachment, old, "status");
  }

  @Override
  public void validate(ObjectNode attachment, WriteContext context, Errors errors) {
    Node spec = attachment.get("spec");
    CsiNodeStrategy.driverName(spec.get("attacher"), SPEC.child("attacher"), errors);
    source(spec.get("source"), errors);
    Checks.format(
        SPEC.child("nodeName"), spec.get("nodeName").text(), Formats::dnsSubdomain, errors);
    status(attachment.get("status"), errors);
  }

  private static void source(Node source, Errors errors) {
    Node name = source.get("persistentVolumeName");
    boolean inline = !source.get("inlineVolumeSpec").isNull();
    String wanted = "must specify exactly one of inlineVolumeSpec and persistentVolumeName";
    if (name.isNull() && !inline) errors.add(FieldError.required(SOURCE, wanted));
    else if (!name.isNull() && inline) errors.add(FieldError.forbidden(SOURCE, wanted));
    else if (!name.isNull())
      Checks.format(
          SOURCE.child("persistentVolumeName"), name.text(), Formats::dnsSubdomain, errors);
  }

  static void status(Node status, Errors errors) {
    for (String name : List.of("attachError", "detachError")) {
      FieldPath at = FieldPath.of("status", name);
      Node error = status.get(name);
      if (Formats.bytes(error.get("message").text()) > MOST_ERROR_BYTES)
        errors.add(FieldError.tooLong(at.child("message"), MOST_ERROR_BYTES));
      long code = error.get("errorCode").number(0);
      Formats.inRange(code, 0, Integer.MAX_VALUE)
          .forEach(text -> errors.add(FieldError.invalid(at.child("errorCode"), code, text)));
    }
  }

  @Override
  public void validateUpdate(
      ObjectNode attachment, ObjectNode old, WriteContext context, Errors errors) {
    validate(attachment, context, errors);
    Node spec = attachment.get("spec");
    Checks.immutable(SPEC, spec, old.get("spec"), printed(spec), errors);
  }

  /// The spec with the member names that upstream's message prints.
  private static ObjectNode printed(Node spec) {
    var source =
        ObjectNode.builder()
            .put("PersistentVolumeName", spec.at("source", "persistentVolumeName"))
            .put("InlineVolumeSpec", spec.at("source", "inlineVolumeSpec"))
            .build();
    return ObjectNode.builder()
        .put("Attacher", spec.get("attacher"))
        .put("Source", spec.get("source").isNull() ? NullNode.NULL : source)
        .put("NodeName", spec.get("nodeName"))
        .build();
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
