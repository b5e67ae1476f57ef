package pilothouse.server.rest;

import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.SentEmpties;

/// How the objects of one resource travel: built-in kinds by their types, custom resources by their schemas.
public interface ObjectCodec {
  /// The declared type, for patches that merge by it.
  StructType type();

  /// The encodings offered, the preferred first.
  List<Encoding> encodings();

  /// What a client sent, typed and with defaults filled in.
  ///
  /// @throws pilothouse.api.ApiException `BadRequest` where it is no object of this resource
  Decoded decode(Bytes body, Encoding encoding);

  /// Options of a delete as a tree of no particular type.
  ///
  /// @throws pilothouse.api.ApiException `BadRequest` where the bytes are not of the encoding
  Node optionsTree(Bytes body, Encoding encoding);

  /// A configuration to apply, which is YAML or JSON, as a tree of no particular type.
  ///
  /// @throws pilothouse.api.ApiException `BadRequest`
  Node configTree(Bytes body);

  /// Whether strategic merge patches are understood, which custom resources are not made for.
  boolean strategicPatches();

  /// A tree made by a patch, typed and with defaults filled in.
  ///
  /// @throws Mistyped where a value has not the type that its field has
  Decoded conform(Node patched);

  /// A tree made by an apply, typed and with defaults filled in.
  ///
  /// @throws Mistyped where a value has not the type that its field has
  default ObjectNode applied(ObjectNode merged) {
    return SentEmpties.settled(conform(merged).object());
  }

  /// A whole object, or a list or view of the kind that `object` names.
  Bytes encode(ObjectNode object, Encoding encoding, boolean pretty);

  /// An object's, or a list's metadata's, bare message in protobuf: what stands for it inside a list.
  ///
  /// @param metadata whether it is a list's metadata
  Bytes message(ObjectNode object, boolean metadata);

  /// A frame of a watch in protobuf: the length of a `WatchEvent`, then the event.
  Bytes frame(String type, ObjectNode object);

  /// An object with only its metadata, and the fields that its type always writes.
  ObjectNode skeleton(ObjectNode object);

  /// What upstream's messages call an object of this resource, such as `*core.ConfigMap`.
  String goType(boolean list);

  /// Whether each item of a list tells its kind and apiVersion, as custom resources do.
  boolean itemsCarryType();

  /// An object, and what strict decoding finds wrong with it.
  record Decoded(ObjectNode object, List<String> strictErrors) {
    public Decoded {
      strictErrors = List.copyOf(strictErrors);
    }
  }

  /// A value that its field cannot hold; the message is Go's.
  final class Mistyped extends RuntimeException {
    public Mistyped(String message) {
      super(message, null, false, false);
    }
  }
}
