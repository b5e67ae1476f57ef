package pilothouse.server.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import pilothouse.api.Bytes;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Discovery documents in protobuf, within Kubernetes' envelope. Their messages are few and flat, so their field numbers stand here.
///
/// Source: apimachinery `pkg/apis/meta/v1/generated.proto`, api `apidiscovery/v2/generated.proto`, apimachinery `pkg/runtime/generated.proto`.
final class DiscoveryProtobuf {
  private static final byte[] MAGIC = {'k', '8', 's', 0};

  /// A message's fields by their JSON names, in order of their numbers.
  private record Message(Map<String, Field> fields) {}

  /// @param message of an object's or a list of objects' items; a message without fields for plain values
  /// @param wrapped a list that is a message of its own, with the items in its field 1
  private record Field(int number, Message message, boolean wrapped) {}

  private static final Message PLAIN = new Message(Map.of());
  private static final Message METADATA = message("name", 1, PLAIN);
  private static final Message CIDR = message("clientCIDR", 1, PLAIN, "serverAddress", 2, PLAIN);
  private static final Message VERSIONS =
      message("versions", 1, PLAIN, "serverAddressByClientCIDRs", 2, CIDR);
  private static final Message GROUP_VERSION =
      message("groupVersion", 1, PLAIN, "version", 2, PLAIN);
  private static final Message GROUP =
      message("name", 1, PLAIN, "versions", 2, GROUP_VERSION, "preferredVersion", 3, GROUP_VERSION);
  private static final Message GROUPS = message("groups", 1, GROUP);
  private static final Message RESOURCE = resource();
  private static final Message RESOURCES =
      message("groupVersion", 1, PLAIN, "resources", 2, RESOURCE);
  private static final Message KIND =
      message("group", 1, PLAIN, "version", 2, PLAIN, "kind", 3, PLAIN);
  private static final Message PART =
      message("subresource", 1, PLAIN, "responseKind", 2, KIND, "verbs", 4, PLAIN);
  private static final Message FOUND =
      message(
          "resource",
          1,
          PLAIN,
          "responseKind",
          2,
          KIND,
          "scope",
          3,
          PLAIN,
          "singularResource",
          4,
          PLAIN,
          "verbs",
          5,
          PLAIN,
          "shortNames",
          6,
          PLAIN,
          "categories",
          7,
          PLAIN,
          "subresources",
          8,
          PART);
  private static final Message FOUND_VERSION =
      message("version", 1, PLAIN, "resources", 2, FOUND, "freshness", 3, PLAIN);
  private static final Message FOUND_GROUP =
      message("metadata", 1, METADATA, "versions", 2, FOUND_VERSION);
  private static final Message FOUND_GROUPS =
      message("metadata", 1, PLAIN, "items", 2, FOUND_GROUP);

  private static final Map<String, Message> BY_KIND =
      Map.of(
          "APIVersions", VERSIONS,
          "APIGroup", GROUP,
          "APIGroupList", GROUPS,
          "APIResourceList", RESOURCES,
          "APIGroupDiscoveryList", FOUND_GROUPS);

  private DiscoveryProtobuf() {}

  private static Message resource() {
    var fields =
        new LinkedHashMap<>(
            message("name", 1, PLAIN, "namespaced", 2, PLAIN, "kind", 3, PLAIN).fields);
    fields.put("verbs", new Field(4, PLAIN, true));
    fields.putAll(
        message(
                "shortNames",
                5,
                PLAIN,
                "singularName",
                6,
                PLAIN,
                "categories",
                7,
                PLAIN,
                "group",
                8,
                PLAIN,
                "version",
                9,
                PLAIN,
                "storageVersionHash",
                10,
                PLAIN)
            .fields);
    return new Message(fields);
  }

  private static Message message(Object... parts) {
    var fields = new LinkedHashMap<String, Field>();
    for (int i = 0; i < parts.length; i += 3) {
      var field = new Field((Integer) parts[i + 1], (Message) parts[i + 2], false);
      fields.put((String) parts[i], field);
    }
    return new Message(fields);
  }

  static Bytes of(ObjectNode document) {
    String kind = document.get("kind").text();
    var type = new ByteArrayOutputStream();
    bytes(type, 1, utf8(document.get("apiVersion").text()));
    bytes(type, 2, utf8(kind));
    var out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    bytes(out, 1, type.toByteArray());
    bytes(out, 2, encoded(document, BY_KIND.getOrDefault(kind, PLAIN)));
    bytes(out, 3, new byte[0]);
    bytes(out, 4, new byte[0]);
    return Bytes.wrap(out.toByteArray());
  }

  private static byte[] encoded(Node object, Message message) {
    var out = new ByteArrayOutputStream();
    message.fields.forEach((name, field) -> {
      Node value = object.get(name);
      if (!value.isNull()) field(out, field, value);
    });
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, Field field, Node value) {
    switch (value) {
      case ListNode list when field.wrapped -> {
        var items = new ByteArrayOutputStream();
        for (Node item : list.items()) bytes(items, 1, utf8(item.text()));
        bytes(out, field.number, items.toByteArray());
      }
      case ListNode list -> {
        for (Node item : list.items()) field(out, field, item);
      }
      case ObjectNode object -> bytes(out, field.number, encoded(object, field.message));
      case BoolNode bool -> {
        varint(out, field.number << 3);
        varint(out, bool.bool(false) ? 1 : 0);
      }
      default -> bytes(out, field.number, utf8(value.text()));
    }
  }

  private static void bytes(ByteArrayOutputStream out, int number, byte[] bytes) {
    varint(out, number << 3 | 2);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
