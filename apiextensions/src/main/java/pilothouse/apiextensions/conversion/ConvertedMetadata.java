package pilothouse.apiextensions.conversion;

import java.util.List;
import pilothouse.api.patch.GoPrint;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.registry.MetadataRules;

/// Of a converted object's metadata, what its conversion may say: labels and annotations. All else is as it was.
final class ConvertedMetadata {
  private ConvertedMetadata() {}

  static ObjectNode restored(String start, ObjectNode sent, ObjectNode converted) {
    if (!converted.has("metadata"))
      throw WebhookConverter.failed(start + "missing metadata in converted object");
    if (!(converted.get("metadata") instanceof ObjectNode given))
      throw WebhookConverter.failed(
          start
              + "invalid metadata of type "
              + GoPrint.typeOf(converted.get("metadata"))
              + " in converted object");
    ObjectNode out = sent.get("metadata").object();
    for (String field : List.of("labels", "annotations")) {
      Node value = given.get(field);
      if (value.isNull()) {
        out = out.without(field);
        continue;
      }
      check(start, field, value, out.get(field));
      out = out.with(field, value);
    }
    return converted.with("metadata", out);
  }

  private static void check(String start, String field, Node value, Node before) {
    if (!(value instanceof ObjectNode texts))
      throw WebhookConverter.failed(
          start
              + "invalid metadata."
              + field
              + " of type "
              + GoPrint.typeOf(value)
              + " in converted object");
    texts.forEach((name, text) -> {
      if (!(text instanceof StringNode))
        throw WebhookConverter.failed(
            start
                + "metadata."
                + field
                + "["
                + name
                + "] must be a string, but is "
                + GoPrint.typeOf(text)
                + " in converted object");
    });
    if (value.equals(before)) return;
    var errors = new Errors();
    if (field.equals("labels"))
      MetadataRules.labels(texts, FieldPath.of("metadata", "labels"), errors);
    else MetadataRules.annotations(texts, FieldPath.of("metadata", "annotation"), errors);
    if (!errors.isEmpty())
      throw WebhookConverter.failed(start + FieldError.aggregate(errors.list()));
  }
}
