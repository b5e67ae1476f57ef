package pilothouse.server.rest;

/// How a client wants an answer.
///
/// @param version of `meta.k8s.io` in which a shape other than [Shape#WHOLE] is made: `v1` or `v1beta1`
/// @param pretty indented, which only JSON can be
public record Representation(Encoding encoding, Shape shape, String version, boolean pretty) {

  /// What is made of an object before it is encoded.
  public enum Shape {
    WHOLE(""),
    TABLE("Table"),
    PARTIAL("PartialObjectMetadata"),
    PARTIAL_LIST("PartialObjectMetadataList");

    private final String kind;

    Shape(String kind) {
      this.kind = kind;
    }

    String kind() {
      return kind;
    }
  }

  static Representation json() {
    return new Representation(Encoding.JSON, Shape.WHOLE, "v1", false);
  }

  /// Whether the bytes that are kept for reading are the answer.
  boolean isPlainJson() {
    return encoding == Encoding.JSON && shape == Shape.WHOLE && !pretty;
  }

  String apiVersion() {
    return "meta.k8s.io/" + version;
  }
}
