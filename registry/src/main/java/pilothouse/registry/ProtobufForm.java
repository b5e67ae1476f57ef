package pilothouse.registry;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.codec.DecodeException;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.protobuf.Envelope;
import pilothouse.api.protobuf.ProtobufException;
import pilothouse.api.protobuf.ProtobufReader;
import pilothouse.api.protobuf.ProtobufWriter;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.StoreException;
import pilothouse.storage.cache.StoredForm;

/// Objects of a built-in kind in a store that upstream may share: as protobuf in its envelope, or as JSON. Whichever is
/// written, both are read.
///
/// Source: apimachinery `pkg/runtime/serializer/protobuf`, apiserver `pkg/server/options/etcd.go`, `--storage-media-type`.
public final class ProtobufForm implements StoredForm {
  private final GroupVersionKind kind;
  private final StructType type;
  private final TypeLibrary types;
  private final Map<String, ResourceDefinition> versions;
  private final boolean writes;

  /// @param served the resource in all its served versions, in any of which an older server may have stored it
  /// @param type of the stored version
  /// @param writes whether protobuf is written; else JSON is
  public ProtobufForm(
      List<ResourceDefinition> served, StructType type, TypeLibrary types, boolean writes) {
    this.kind = served.getFirst().storage().orElseThrow().kind();
    this.type = type;
    this.types = types;
    this.writes = writes;
    this.versions =
        served.stream().collect(Collectors.toMap(d -> d.kind().apiVersion(), d -> d, (a, _) -> a));
  }

  @Override
  public Bytes toStored(String key, Bytes json) {
    if (!writes) return json;
    return ProtobufWriter.write(JsonReader.tree(json.unsafeArray()).object(), type, types);
  }

  @Override
  public Bytes toJson(String key, Bytes stored) {
    if (!Envelope.matches(stored.unsafeArray())) return StoredForm.JSON.toJson(key, stored);
    try {
      return JsonWriter.compact(read(Envelope.read(stored.unsafeArray())));
    } catch (ProtobufException | DecodeException | JsonException e) {
      throw new StoreException.Corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  /// Defaults are filled in again: messages leave some out, and an older server knew fewer.
  private ObjectNode read(Envelope envelope) {
    var version = versions.get(envelope.apiVersion());
    if (envelope.apiVersion().equals(kind.apiVersion())) {
      var object = ProtobufReader.read(envelope, type, types);
      return version == null ? object : version.strategy().defaults(object);
    }
    if (version == null)
      throw new StoreException.Corrupt(
          "no kind \""
              + envelope.kind()
              + "\" is registered for version \""
              + envelope.apiVersion()
              + "\"");
    var object = ProtobufReader.read(envelope, version.type(), types);
    return version.conversion().toStored(version.strategy().defaults(object));
  }

  @Override
  public boolean isStale(Bytes stored) {
    byte[] bytes = stored.unsafeArray();
    if (Envelope.matches(bytes) != writes) return true;
    return writes && !Envelope.read(bytes).apiVersion().equals(kind.apiVersion());
  }
}
