package pilothouse.types;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Admission;
import io.kubernetes.client.proto.V1Admissionregistration;
import io.kubernetes.client.proto.V1Apiextensions;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authentication;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Batch;
import io.kubernetes.client.proto.V1Certificates;
import io.kubernetes.client.proto.V1Coordination;
import io.kubernetes.client.proto.V1Discovery;
import io.kubernetes.client.proto.V1Events;
import io.kubernetes.client.proto.V1Flowcontrol;
import io.kubernetes.client.proto.V1Networking;
import io.kubernetes.client.proto.V1Node;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import io.kubernetes.client.proto.V1Resource;
import io.kubernetes.client.proto.V1Scheduling;
import io.kubernetes.client.proto.V1Storage;
import io.kubernetes.client.proto.V2Apidiscovery;
import io.kubernetes.client.proto.V2Autoscaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The types of the published protobuf descriptors, fields in declaration order.
final class ProtoTypes {
  private static final List<FileDescriptor> FILES =
      List.of(
          Meta.getDescriptor(),
          V1.getDescriptor(),
          V1Apps.getDescriptor(),
          V1Events.getDescriptor(),
          V1Authentication.getDescriptor(),
          V1Authorization.getDescriptor(),
          V1Autoscaling.getDescriptor(),
          V2Autoscaling.getDescriptor(),
          V1Batch.getDescriptor(),
          V1Certificates.getDescriptor(),
          V1Networking.getDescriptor(),
          V1Policy.getDescriptor(),
          V1Rbac.getDescriptor(),
          V1Storage.getDescriptor(),
          V1Admissionregistration.getDescriptor(),
          V1Apiextensions.getDescriptor(),
          V1Scheduling.getDescriptor(),
          V1Coordination.getDescriptor(),
          V1Node.getDescriptor(),
          V1Discovery.getDescriptor(),
          V1Flowcontrol.getDescriptor(),
          V1Resource.getDescriptor(),
          V1Admission.getDescriptor(),
          V2Apidiscovery.getDescriptor());

  /// Messages with one form on the JSON wire that is not an object of their fields.
  private static final Map<String, String> SCALARS =
      Map.ofEntries(
          Map.entry("meta.v1.Time", "t"),
          Map.entry("meta.v1.MicroTime", "m"),
          Map.entry("meta.v1.Timestamp", "t"),
          Map.entry("meta.v1.Duration", "u"),
          Map.entry("meta.v1.FieldsV1", "A"),
          Map.entry("meta.v1.Verbs", "[s"),
          Map.entry("resource.Quantity", "q"),
          Map.entry("intstr.IntOrString", "x"),
          Map.entry("runtime.RawExtension", "A"),
          Map.entry("apiextensions.v1.JSON", "A"),
          Map.entry("apiextensions.v1.JSONSchemaPropsOrBool", "%bool;"),
          Map.entry("apiextensions.v1.JSONSchemaPropsOrArray", "%array;"),
          Map.entry("apiextensions.v1.JSONSchemaPropsOrStringArray", "%strings;"),
          Map.entry("authentication.v1.ExtraValue", "[s"),
          Map.entry("authorization.v1.ExtraValue", "[s"),
          Map.entry("certificates.v1.ExtraValue", "[s"));

  /// Go embeds these, so they stand in the outer type by the facts; alone they are nothing.
  private static final Set<String> NOT_ALONE = Set.of("meta.v1.TypeMeta");

  private final Facts facts;

  ProtoTypes(Facts facts) {
    this.facts = facts;
  }

  List<Struct> structs() {
    var out = new ArrayList<Struct>();
    for (FileDescriptor file : FILES) {
      for (Descriptor message : file.getMessageTypes()) {
        String name = name(message);
        if (!SCALARS.containsKey(name) && !NOT_ALONE.contains(name)) out.add(struct(name, message));
      }
    }
    return out;
  }

  private Struct struct(String name, Descriptor message) {
    var members = new ArrayList<Struct.Member>();
    boolean declared = message.findFieldByName("kind") != null;
    boolean typeMeta =
        facts.has(name, "", "typeMeta") || !declared && Models.of(name).hasTypeMeta();
    if (typeMeta) members.addAll(Struct.TYPE_META);
    for (FieldDescriptor field : message.getFields())
      if (!facts.has(name, field.getName(), "absent"))
        members.add(
            new Struct.Member(
                facts.json(name, field.getName()), field.getNumber(), type(name, field)));
    return new Struct(name, members);
  }

  private String type(String owner, FieldDescriptor field) {
    String json = facts.json(owner, field.getName());
    if (field.isMapField()) {
      String atomic = facts.has(owner, json, "atomic") ? "!" : "";
      return "{" + atomic + single(field.getMessageType().findFieldByName("value"));
    }
    if (!field.isRepeated()) {
      String prefix =
          facts.has(owner, json, "atomic") ? "!" : facts.has(owner, json, "granular") ? "~" : "";
      String single = single(field);
      return single.startsWith("@") ? prefix + single : single;
    }
    String kind = facts.get(owner, json, "list").orElse("");
    if (kind.equals("set")) return "[=" + single(field);
    if (kind.startsWith("map:")) return "[#" + kind.substring(4) + ";" + single(field);
    return "[" + single(field);
  }

  private static String single(FieldDescriptor field) {
    return switch (field.getType()) {
      case STRING -> "s";
      case BOOL -> "b";
      case INT32, UINT32 -> "i";
      case INT64, UINT64 -> "l";
      case DOUBLE -> "d";
      case BYTES -> "y";
      case MESSAGE -> message(field.getMessageType());
      case FLOAT, FIXED32, FIXED64, GROUP, ENUM, SFIXED32, SFIXED64, SINT32, SINT64 ->
          throw new IllegalStateException("no such field is known: " + field.getFullName());
    };
  }

  private static String message(Descriptor message) {
    String name = name(message);
    return SCALARS.getOrDefault(name, "@" + name + ";");
  }

  /// The last two parts of the package with the message's name; the last one alone for packages without a version.
  private static String name(Descriptor message) {
    List<String> parts = List.of(message.getFullName().split("\\."));
    int size = parts.size();
    boolean versioned = parts.get(size - 2).matches("v\\d.*");
    return String.join(".", parts.subList(size - (versioned ? 3 : 2), size));
  }
}
