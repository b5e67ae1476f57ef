package pilothouse.builtins.storage;

import java.util.List;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.core.InlineVolumeValidation;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.builtins.meta.StatusStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;

/// Volume attachments: which volume is to be attached to which node. The spec stays as created.
///
/// Source: `pkg/apis/storage/validation/validation.go`.
final class VolumeAttachmentStrategy {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath SOURCE = SPEC.child("source");
  private static final int MOST_ERROR_BYTES = 1024;

  /// What the message about a long error says, which is not what is checked.
  private static final int TOLD_ERROR_BYTES = 256 * 1024;

  private VolumeAttachmentStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withStatus(ObjectNode.of("attached", BoolNode.FALSE))
        .checks(VolumeAttachmentStrategy::create, VolumeAttachmentStrategy::update)
        .deletion(Deletion.RETURNS_OBJECT)
        .conditionalUpdates()
        .build();
  }

  private static void create(ObjectNode attachment, Errors errors) {
    Node spec = attachment.get("spec");
    CsiNodeStrategy.driverName(spec.get("attacher"), SPEC.child("attacher"), errors);
    source(spec.get("source"), errors);
    Checks.format(
        SPEC.child("nodeName"), spec.get("nodeName").text(), Formats::dnsSubdomain, errors);
    status(attachment, errors);
  }

  private static void source(Node source, Errors errors) {
    Node name = source.get("persistentVolumeName");
    Node inline = source.get("inlineVolumeSpec");
    String wanted = "must specify exactly one of inlineVolumeSpec and persistentVolumeName";
    if (name.isNull() && inline.isNull()) errors.add(FieldError.required(SOURCE, wanted));
    else if (!name.isNull() && !inline.isNull()) errors.add(FieldError.forbidden(SOURCE, wanted));
    else if (!name.isNull())
      Checks.format(
          SOURCE.child("persistentVolumeName"), name.text(), Formats::dnsSubdomain, errors);
    else InlineVolumeValidation.check(SOURCE.child("inlineVolumeSpec"), inline.object(), errors);
  }

  private static void status(ObjectNode attachment, Errors errors) {
    for (String name : List.of("attachError", "detachError")) {
      FieldPath at = FieldPath.of("status", name);
      Node error = attachment.at("status", name);
      if (Formats.bytes(error.get("message").text()) > MOST_ERROR_BYTES)
        errors.add(FieldError.tooLong(at.child("message"), TOLD_ERROR_BYTES));
      Checks.inRange(at.child("errorCode"), error.get("errorCode"), 0, Integer.MAX_VALUE, errors);
    }
  }

  private static void update(ObjectNode attachment, ObjectNode old, Errors errors) {
    create(attachment, errors);
    Node spec = attachment.get("spec");
    Node printed = InternalForm.of("VolumeAttachmentSpec", spec);
    Checks.immutable(SPEC, spec, old.get("spec"), printed, errors);
  }

  static Strategy status(Strategy main) {
    return StatusStrategy.keepingSpecAndMetadata(
        main, (attachment, _, _, errors) -> status(attachment, errors));
  }
}
