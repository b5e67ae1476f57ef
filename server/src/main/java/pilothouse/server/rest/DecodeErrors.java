package pilothouse.server.rest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;

/// Refusals of bodies that are no object of the resource.
///
/// Source: apiserver `pkg/endpoints/handlers/rest.go`, `transformDecodeError`.
public final class DecodeErrors {
  private static final int SHOWN = 30;
  public static final String TYPE_META =
      "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }";

  private final GroupVersionKind expected;

  public DecodeErrors(GroupVersionKind expected) {
    this.expected = expected;
  }

  /// The body is not even an object with a kind.
  public ApiException unrecognized(Bytes body, String why) {
    return ApiException.badRequest(
        "the object provided is unrecognized (must be of type "
            + expected.kind()
            + "): "
            + why
            + " ("
            + summary(body)
            + ")");
  }

  /// The body tells a kind, but cannot be read as the one expected.
  public ApiException unhandled(GroupVersionKind sent, String why) {
    return ApiException.badRequest(
        sent.kind()
            + " in version \""
            + sent.version()
            + "\" cannot be handled as a "
            + expected.kind()
            + ": "
            + why);
  }

  public ApiException unregistered(GroupVersionKind sent) {
    return unhandled(sent, notRegistered(sent));
  }

  public static String notRegistered(GroupVersionKind sent) {
    return "no kind \""
        + sent.kind()
        + "\" is registered for version \""
        + sent.groupVersion()
        + "\" in scheme \"pkg/runtime/scheme.go:111\"";
  }

  /// A kind that upstream knows and that is another than this resource's.
  public ApiException unconvertible(GroupVersionKind sent) {
    return unhandled(sent, conversion(sent));
  }

  String conversion(GroupVersionKind sent) {
    return "converting ("
        + sent.version()
        + "."
        + sent.kind()
        + ") to ("
        + packageOf(expected)
        + "."
        + expected.kind()
        + "): unknown conversion";
  }

  public static ApiException otherVersion(GroupVersion sent, GroupVersion expected) {
    return ApiException.badRequest(
        "the API version in the data ("
            + sent
            + ") does not match the expected API version ("
            + expected
            + ")");
  }

  /// The Go package of a group's internal types: the first part of its name.
  static String packageOf(GroupVersionKind kind) {
    String group = kind.group();
    if (group.isEmpty() || group.equals("events.k8s.io")) return "core";
    int dot = group.indexOf('.');
    return dot < 0 ? group : group.substring(0, dot);
  }

  private static String summary(Bytes body) {
    byte[] bytes = body.unsafeArray();
    if (bytes.length == 0) return "<empty>";
    byte[] start = Arrays.copyOf(bytes, Math.min(SHOWN, bytes.length));
    String text =
        bytes[0] == '{'
            ? new String(start, StandardCharsets.UTF_8)
            : HexFormat.of().formatHex(start);
    return bytes.length > SHOWN ? text + " ..." : text;
  }
}
