package pilothouse.api.validation;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pilothouse.api.Status;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.StringNode;

/// One finding of validation, printed as `spec.replicas: Invalid value: -1: must be greater than or equal to 0`.
///
/// Source: apimachinery `pkg/util/validation/field/errors.go`.
///
/// @param value the offending value as it is printed, already quoted where it is a text; empty where the kind prints none, or the value is left out
public record FieldError(Kind kind, String field, String value, String detail) {

  /// The kind of a finding: its reason on the wire and its words.
  public enum Kind {
    NOT_FOUND("FieldValueNotFound", "Not found", true),
    REQUIRED("FieldValueRequired", "Required value", false),
    DUPLICATE("FieldValueDuplicate", "Duplicate value", true),
    INVALID("FieldValueInvalid", "Invalid value", true),
    NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value", true),
    FORBIDDEN("FieldValueForbidden", "Forbidden", false),
    TOO_LONG("FieldValueTooLong", "Too long", false),
    TOO_MANY("FieldValueTooMany", "Too many", true),
    INTERNAL("InternalError", "Internal error", false),
    TYPE_INVALID("FieldValueTypeInvalid", "Invalid value", true);

    private final String reason;
    private final String words;
    private final boolean printsValue;

    Kind(String reason, String words, boolean printsValue) {
      this.reason = reason;
      this.words = words;
      this.printsValue = printsValue;
    }
  }

  public static FieldError required(FieldPath field, String detail) {
    return new FieldError(Kind.REQUIRED, field.toString(), "", detail);
  }

  public static FieldError forbidden(FieldPath field, String detail) {
    return new FieldError(Kind.FORBIDDEN, field.toString(), "", detail);
  }

  public static FieldError invalid(FieldPath field, Node value, String detail) {
    return new FieldError(Kind.INVALID, field.toString(), print(value), detail);
  }

  public static FieldError invalid(FieldPath field, String value, String detail) {
    return new FieldError(Kind.INVALID, field.toString(), quote(value), detail);
  }

  public static FieldError invalid(FieldPath field, long value, String detail) {
    return new FieldError(Kind.INVALID, field.toString(), Long.toString(value), detail);
  }

  public static FieldError duplicate(FieldPath field, Node value) {
    return new FieldError(Kind.DUPLICATE, field.toString(), print(value), "");
  }

  public static FieldError duplicate(FieldPath field, String value) {
    return new FieldError(Kind.DUPLICATE, field.toString(), quote(value), "");
  }

  public static FieldError notFound(FieldPath field, String value) {
    return new FieldError(Kind.NOT_FOUND, field.toString(), quote(value), "");
  }

  /// `supported values: "A", "B"`, in the order given (upstream sorts most of its lists: pass them as it prints them).
  public static FieldError notSupported(FieldPath field, String value, List<String> supported) {
    return notSupported(field, new StringNode(value), supported);
  }

  public static FieldError notSupported(FieldPath field, Node value, List<String> supported) {
    String list = supported.stream().map(FieldError::quote).collect(Collectors.joining(", "));
    String detail = supported.isEmpty() ? "" : "supported values: " + list;
    return new FieldError(Kind.NOT_SUPPORTED, field.toString(), print(value), detail);
  }

  public static FieldError tooLong(FieldPath field, int maxBytes) {
    return new FieldError(
        Kind.TOO_LONG, field.toString(), "", "may not be more than " + maxBytes + " bytes");
  }

  public static FieldError tooMany(FieldPath field, int actual, int max) {
    String detail = "must have at most " + max + " item" + (max == 1 ? "" : "s");
    return new FieldError(Kind.TOO_MANY, field.toString(), Integer.toString(actual), detail);
  }

  public static FieldError internal(FieldPath field, String detail) {
    return new FieldError(Kind.INTERNAL, field.toString(), "", detail);
  }

  public static FieldError typeInvalid(FieldPath field, Node value, String detail) {
    return new FieldError(Kind.TYPE_INVALID, field.toString(), print(value), detail);
  }

  /// The finding without its field: `Invalid value: "x": detail`.
  public String body() {
    String head = kind.printsValue && !value.isEmpty() ? kind.words + ": " + value : kind.words;
    return detail.isEmpty() ? head : head + ": " + detail;
  }

  @Override
  public String toString() {
    return field + ": " + body();
  }

  public Status.Cause cause() {
    return new Status.Cause(kind.reason, body(), field);
  }

  /// All findings as one text: alone as it is, several as `[a, b]`, equal ones once.
  public static String aggregate(List<FieldError> errors) {
    List<String> texts = errors.stream().map(FieldError::toString).distinct().toList();
    return texts.size() == 1
        ? texts.getFirst()
        : Stream.of(String.join(", ", texts)).collect(Collectors.joining("", "[", "]"));
  }

  private static String print(Node value) {
    return value instanceof StringNode(var text) ? quote(text) : value.toString();
  }

  /// A text in double quotes as Go's `%q` prints it.
  public static String quote(String text) {
    return GoText.quote(text);
  }
}
