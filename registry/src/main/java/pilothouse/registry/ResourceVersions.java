package pilothouse.registry;

import java.math.BigInteger;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.tree.ObjectNode;

/// resourceVersions as texts: decimal numbers of 64 bits without sign.
///
/// Source: apiserver `pkg/storage/api_object_versioner.go`.
public final class ResourceVersions {
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64);

  private ResourceVersions() {}

  /// The revision that a text names; 0 where it is empty.
  ///
  /// @throws ApiException 500 without a reason, as upstream answers a text that is none
  public static long parse(String text) {
    if (text.isEmpty()) return 0;
    String why = problem(text);
    if (why.isEmpty()) return new BigInteger(text).longValue();
    throw ApiException.of(
        Reason.UNKNOWN, "resourceVersion: Invalid value: \"" + text + "\": " + why);
  }

  /// The revision that an object was made from; 0 where it names none.
  static long ofObject(ObjectNode object) {
    String text = Metadata.text(object, Metadata.RESOURCE_VERSION);
    if (text.isEmpty()) return 0;
    String why = problem(text);
    if (why.isEmpty()) return new BigInteger(text).longValue();
    throw ApiException.of(Reason.UNKNOWN, why);
  }

  /// What is wrong with a text, in Go's words; empty where nothing is.
  public static String problem(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    String parsing =
        "strconv.ParseUint: parsing " + pilothouse.api.validation.FieldError.quote(text) + ": ";
    if (!digits) return parsing + "invalid syntax";
    return new BigInteger(text).compareTo(MOST) < 0 ? "" : parsing + "value out of range";
  }
}
