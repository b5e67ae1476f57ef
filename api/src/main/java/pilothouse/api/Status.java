package pilothouse.api;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.ObjectNode;

/// The outcome of a request as the wire's `Status` kind.
///
/// `reason` is text, as a few of upstream's answers carry reasons outside [Reason]. `code` is the HTTP status code.
///
/// Source: apimachinery `pkg/apis/meta/v1/types.go`, `Status`.
///
/// @param continueToken `metadata.continue`, with which an expired list can be gone on with; mostly empty
public record Status(
    boolean success,
    String message,
    String reason,
    Optional<Details> details,
    int code,
    String continueToken) {

  public Status(
      boolean success, String message, String reason, Optional<Details> details, int code) {
    this(success, message, reason, details, code, "");
  }

  public Status withContinueToken(String token) {
    return new Status(success, message, reason, details, code, token);
  }

  /// What the failure was about. `kind` holds a resource name for most reasons and a kind for `Invalid`.
  ///
  /// @param retryAfterSeconds 0 where the client is not told to wait
  public record Details(
      String name,
      String group,
      String kind,
      String uid,
      List<Cause> causes,
      int retryAfterSeconds) {
    public Details {
      causes = List.copyOf(causes);
    }

    public static Details of(GroupResource resource, String name) {
      return new Details(name, resource.group(), resource.resource(), "", List.of(), 0);
    }

    public Details withCauses(List<Cause> causes) {
      return new Details(name, group, kind, uid, causes, retryAfterSeconds);
    }

    public Details withRetryAfter(int seconds) {
      return new Details(name, group, kind, uid, causes, seconds);
    }

    public static final Details NONE = new Details("", "", "", "", List.of(), 0);

    ObjectNode tree() {
      var out = ObjectNode.builder();
      putText(out, "name", name);
      putText(out, "group", group);
      putText(out, "kind", kind);
      putText(out, "uid", uid);
      if (!causes.isEmpty())
        out.put("causes", ListNode.of(causes.stream().map(Cause::tree).toList()));
      if (retryAfterSeconds > 0) out.put("retryAfterSeconds", retryAfterSeconds);
      return out.build();
    }
  }

  /// One cause of a failure; `reason` such as `FieldValueInvalid`.
  public record Cause(String reason, String message, String field) {
    ObjectNode tree() {
      var out = ObjectNode.builder();
      putText(out, "reason", reason);
      putText(out, "message", message);
      putText(out, "field", field);
      return out.build();
    }
  }

  public static Status failure(Reason reason, String message) {
    return new Status(false, message, reason.text(), Optional.empty(), reason.code());
  }

  public static Status failure(Reason reason, String message, Details details) {
    return new Status(false, message, reason.text(), Optional.of(details), reason.code());
  }

  public static Status success(int code, Details details) {
    return new Status(true, "", "", Optional.of(details), code);
  }

  /// The object as it is sent, members in the wire's order.
  public ObjectNode tree() {
    var out = ObjectNode.builder();
    out.put("kind", "Status").put("apiVersion", "v1").put("metadata", metadata());
    out.put("status", success ? "Success" : "Failure");
    putText(out, "message", message);
    putText(out, "reason", reason);
    details.ifPresent(d -> out.put("details", d.tree()));
    if (!success) out.put("code", code);
    return out.build();
  }

  private ObjectNode metadata() {
    return continueToken.isEmpty() ? ObjectNode.EMPTY : ObjectNode.of("continue", continueToken);
  }

  private static void putText(ObjectNode.Builder out, String name, String text) {
    if (!text.isEmpty()) out.put(name, text);
  }
}
