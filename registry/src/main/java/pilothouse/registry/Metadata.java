package pilothouse.registry;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// `metadata` of an object: reads its fields, and makes copies with fields set in the order that the wire has.
///
/// Source of the order: apimachinery `pkg/apis/meta/v1/types.go`, `ObjectMeta`.
public final class Metadata {
  public static final String NAME = "name";
  public static final String GENERATE_NAME = "generateName";
  public static final String NAMESPACE = "namespace";
  public static final String SELF_LINK = "selfLink";
  public static final String UID = "uid";
  public static final String RESOURCE_VERSION = "resourceVersion";
  public static final String GENERATION = "generation";
  public static final String CREATION_TIMESTAMP = "creationTimestamp";
  public static final String DELETION_TIMESTAMP = "deletionTimestamp";
  public static final String DELETION_GRACE_PERIOD_SECONDS = "deletionGracePeriodSeconds";
  public static final String LABELS = "labels";
  public static final String ANNOTATIONS = "annotations";
  public static final String OWNER_REFERENCES = "ownerReferences";
  public static final String FINALIZERS = "finalizers";
  public static final String MANAGED_FIELDS = "managedFields";

  private static final List<String> ORDER =
      List.of(
          NAME,
          GENERATE_NAME,
          NAMESPACE,
          SELF_LINK,
          UID,
          RESOURCE_VERSION,
          GENERATION,
          CREATION_TIMESTAMP,
          DELETION_TIMESTAMP,
          DELETION_GRACE_PERIOD_SECONDS,
          LABELS,
          ANNOTATIONS,
          OWNER_REFERENCES,
          FINALIZERS,
          MANAGED_FIELDS);

  private Metadata() {}

  public static ObjectNode of(ObjectNode object) {
    return object.get("metadata").object();
  }

  public static Node get(ObjectNode object, String field) {
    return object.get("metadata").get(field);
  }

  public static String text(ObjectNode object, String field) {
    return get(object, field).text();
  }

  public static String name(ObjectNode object) {
    return text(object, NAME);
  }

  public static String namespace(ObjectNode object) {
    return text(object, NAMESPACE);
  }

  public static String uid(ObjectNode object) {
    return text(object, UID);
  }

  public static long generation(ObjectNode object) {
    return get(object, GENERATION).number(0);
  }

  /// The revision that `resourceVersion` names; 0 where it is unset or no number.
  public static long revision(ObjectNode object) {
    String text = text(object, RESOURCE_VERSION);
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  public static boolean deleting(ObjectNode object) {
    return !text(object, DELETION_TIMESTAMP).isEmpty();
  }

  public static List<String> finalizers(ObjectNode object) {
    return get(object, FINALIZERS).items().stream().map(Node::text).toList();
  }

  /// A copy with a field set; a null, an empty text or an empty list removes it.
  public static ObjectNode with(ObjectNode object, String field, Node value) {
    ObjectNode metadata = of(object);
    if (empty(value)) {
      return metadata.has(field) ? put(object, metadata.without(field)) : object;
    }
    if (metadata.has(field)) return put(object, metadata.with(field, value));
    return put(object, insert(metadata, field, value));
  }

  public static ObjectNode with(ObjectNode object, String field, String text) {
    return with(object, field, new StringNode(text));
  }

  public static ObjectNode with(ObjectNode object, String field, long number) {
    return with(object, field, new LongNode(number));
  }

  public static ObjectNode without(ObjectNode object, String field) {
    return with(object, field, pilothouse.api.tree.NullNode.NULL);
  }

  public static ObjectNode withFinalizers(ObjectNode object, List<String> finalizers) {
    return with(object, FINALIZERS, ListNode.ofTexts(finalizers));
  }

  /// A copy less what only the server sets, so that nobody comes to own it on create.
  public static ObjectNode withoutSystemFields(ObjectNode object) {
    ObjectNode out = object;
    for (String field :
        List.of(
            SELF_LINK, UID, CREATION_TIMESTAMP, DELETION_TIMESTAMP, DELETION_GRACE_PERIOD_SECONDS))
      out = without(out, field);
    return out;
  }

  /// A copy whose field is as another object has it, be it absent.
  static ObjectNode copy(ObjectNode object, String field, ObjectNode from) {
    return with(object, field, get(from, field));
  }

  private static boolean empty(Node value) {
    return value.isNull()
        || value.equals(ListNode.EMPTY)
        || value instanceof StringNode(var text) && text.isEmpty();
  }

  private static ObjectNode put(ObjectNode object, ObjectNode metadata) {
    return object.has("metadata")
        ? object.with("metadata", metadata)
        : afterTypeMeta(object, metadata);
  }

  private static ObjectNode afterTypeMeta(ObjectNode object, ObjectNode metadata) {
    var out = ObjectNode.builder();
    for (String name : List.of("kind", "apiVersion"))
      if (object.has(name)) out.put(name, object.get(name));
    out.put("metadata", metadata);
    return out.putAll(object).build();
  }

  private static ObjectNode insert(ObjectNode metadata, String field, Node value) {
    var later = new ArrayList<>(ORDER.subList(ORDER.indexOf(field) + 1, ORDER.size()));
    var out = ObjectNode.builder();
    for (int i = 0; i < metadata.size(); i++) {
      if (!out.has(field) && later.contains(metadata.name(i))) out.put(field, value);
      out.put(metadata.name(i), metadata.value(i));
    }
    return out.put(field, value).build();
  }
}
