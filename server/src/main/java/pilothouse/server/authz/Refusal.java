package pilothouse.server.authz;

import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.GroupResource;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.api.validation.GoText;

/// A `403` of the authorizer in upstream's words.
///
/// Source: apiserver `pkg/endpoints/handlers/responsewriters/errors.go`.
public final class Refusal {
  private Refusal() {}

  public static ApiException of(Attributes attributes, String reason) {
    String why = sanitized(sentence(attributes));
    return forbidden(attributes, reason.isEmpty() ? why : why + ": " + reason);
  }

  private static ApiException forbidden(Attributes attributes, String why) {
    var resource = new GroupResource(attributes.group(), attributes.resource());
    if (attributes.resourceRequest()) {
      return ApiException.forbidden(resource, attributes.name(), why);
    }
    return new ApiException(
        new Status(
            false,
            "forbidden: " + why,
            Reason.FORBIDDEN.text(),
            Optional.of(Status.Details.NONE),
            403));
  }

  private static String sentence(Attributes attributes) {
    String start =
        "User " + GoText.quote(attributes.user().name()) + " cannot " + attributes.verb();
    if (!attributes.resourceRequest()) return start + " path " + GoText.quote(attributes.path());
    String what =
        start
            + " resource "
            + GoText.quote(attributes.qualifiedResource())
            + " in API group "
            + GoText.quote(attributes.group());
    return attributes.namespace().isEmpty()
        ? what + " at the cluster scope"
        : what + " in the namespace " + GoText.quote(attributes.namespace());
  }

  private static String sanitized(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
