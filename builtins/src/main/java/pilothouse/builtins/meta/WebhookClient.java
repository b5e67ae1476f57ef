package pilothouse.builtins.meta;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// The check of how a webhook is reached: by URL or as a service of the cluster.
///
/// Source: apiserver `pkg/util/webhook/validation.go`.
public final class WebhookClient {
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2}).{0,2}");
  private static final String FORM = "; desired format: https://host[/path]";

  private WebhookClient() {}

  public static void check(Node client, FieldPath at, Errors errors) {
    Node url = client.get("url");
    Node service = client.get("service");
    if (url.isNull() == service.isNull())
      errors.add(FieldError.required(at, "exactly one of url or service is required"));
    else if (service.isNull()) url(url.text(), at.child("url"), errors);
    else service(service, at.child("service"), errors);
  }

  private static void url(String text, FieldPath at, Errors errors) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException wrong) {
      if (text.equals("https://")) {
        errors.add(FieldError.invalid(at, "", "host must be specified" + FORM));
        return;
      }
      String why = "url must be a valid URL: parse \"" + text + "\": " + goReason(text, wrong);
      errors.add(FieldError.required(at, why + FORM));
      return;
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme();
    if (!scheme.equals("https"))
      errors.add(FieldError.invalid(at, scheme, "'https' is the only allowed URL scheme" + FORM));
    if (url.getRawAuthority() == null || url.getRawAuthority().isEmpty())
      errors.add(FieldError.invalid(at, "", "host must be specified" + FORM));
    none(url.getRawUserInfo(), at, "user information is not permitted in the URL", errors);
    none(url.getRawFragment(), at, "fragments are not permitted in the URL", errors);
    none(url.getRawQuery(), at, "query parameters are not permitted in the URL", errors);
  }

  /// Go names the escape that it cannot read.
  private static String goReason(String text, URISyntaxException wrong) {
    var escape = BAD_ESCAPE.matcher(text);
    return escape.find()
        ? "invalid URL escape " + FieldError.quote(escape.group())
        : wrong.getReason();
  }

  private static void none(@Nullable String part, FieldPath at, String why, Errors errors) {
    if (part != null && !part.isEmpty()) errors.add(FieldError.invalid(at, part, why));
  }

  private static void service(Node service, FieldPath at, Errors errors) {
    // Upstream mistakes each of the two for the other.
    Checks.required(at.child("name"), service.get("namespace"), errors);
    Checks.required(at.child("namespace"), service.get("name"), errors);
    long port = service.get("port").number(0);
    for (String wrong : Formats.portNumber(port))
      errors.add(FieldError.invalid(at.child("port"), port, "port is not valid: " + wrong));
    path(service.get("path").text(), at.child("path"), errors);
  }

  private static void path(String path, FieldPath at, Errors errors) {
    if (path.isEmpty() || path.equals("/")) return;
    if (path.equals("//")) {
      errors.add(FieldError.invalid(at, path, "segment[0] may not be empty"));
      return;
    }
    if (!path.startsWith("/")) errors.add(FieldError.invalid(at, path, "must start with a '/'"));
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    String[] steps = path.substring(1, Math.max(1, end)).split("/", -1);
    for (int i = 0; i < steps.length; i++) step(steps[i], i, path, at, errors);
  }

  private static void step(String step, int index, String path, FieldPath at, Errors errors) {
    String segment = "segment[" + index + "]";
    if (step.isEmpty()) {
      errors.add(FieldError.invalid(at, path, segment + " may not be empty"));
      return;
    }
    for (String wrong : Formats.dnsSubdomain(step))
      errors.add(FieldError.invalid(at, path, segment + ": " + wrong));
  }
}
