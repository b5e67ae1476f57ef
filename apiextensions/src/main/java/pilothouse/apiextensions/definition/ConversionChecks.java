package pilothouse.apiextensions.definition;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// Checks how a definition converts between its versions.
///
/// Source: apiextensions-apiserver `pkg/apis/apiextensions/validation`; apiserver `pkg/util/webhook/validation.go`.
final class ConversionChecks {
  private static final List<String> STRATEGIES = List.of("None", "Webhook");
  private static final List<String> REVIEWS = List.of("v1", "v1beta1");
  private static final String FORM = "; desired format: https://host[/path]";

  private ConversionChecks() {}

  /// @param anyBundle certificates that cannot be read are let through
  static void check(FieldPath path, Node conversion, boolean anyBundle, Errors errors) {
    if (conversion.isNull()) return;
    String strategy = conversion.get("strategy").text();
    if (strategy.isEmpty()) errors.add(FieldError.required(path.child("strategy"), ""));
    else if (!STRATEGIES.contains(strategy))
      errors.add(FieldError.notSupported(path.child("strategy"), strategy, STRATEGIES));
    Node client = conversion.at("webhook", "clientConfig");
    Node reviews = conversion.at("webhook", "conversionReviewVersions");
    FieldPath at = path.child("webhookClientConfig");
    if (!strategy.equals("Webhook")) {
      String detail = "should not be set when strategy is not set to Webhook";
      if (!client.isNull()) errors.add(FieldError.forbidden(at, detail));
      if (!reviews.items().isEmpty())
        errors.add(FieldError.forbidden(path.child("conversionReviewVersions"), detail));
      return;
    }
    if (client.isNull())
      errors.add(FieldError.required(at, "required when strategy is set to Webhook"));
    else client(at, client, anyBundle, errors);
    reviews(path.child("conversionReviewVersions"), reviews, errors);
  }

  private static void client(FieldPath path, Node client, boolean anyBundle, Errors errors) {
    boolean url = client.get("url") instanceof StringNode;
    boolean service = !client.get("service").isNull();
    if (url == service)
      errors.add(FieldError.required(path, "exactly one of url or service is required"));
    else if (url) url(path.child("url"), client.get("url").text(), errors);
    else service(path.child("service"), client.get("service"), errors);
    String bundle = client.get("caBundle").text();
    String problem = anyBundle ? "" : CaBundle.problem(bundle);
    if (!problem.isEmpty()) errors.add(FieldError.invalid(path.child("caBundle"), bundle, problem));
  }

  private static void url(FieldPath path, String text, Errors errors) {
    Url url = Url.of(text);
    if (!url.scheme.equals("https"))
      errors.add(
          FieldError.invalid(path, url.scheme, "'https' is the only allowed URL scheme" + FORM));
    if (url.host.isEmpty())
      errors.add(FieldError.invalid(path, url.host, "host must be specified" + FORM));
    if (!url.user.isEmpty())
      errors.add(
          FieldError.invalid(path, url.user, "user information is not permitted in the URL"));
    if (!url.fragment.isEmpty())
      errors.add(FieldError.invalid(path, url.fragment, "fragments are not permitted in the URL"));
    if (!url.query.isEmpty())
      errors.add(
          FieldError.invalid(path, url.query, "query parameters are not permitted in the URL"));
  }

  /// The parts of a URL that are looked at; empty where there are none.
  private record Url(String scheme, String host, String user, String fragment, String query) {
    static Url of(String text) {
      try {
        var uri = new URI(text.replace(" ", "%20"));
        return new Url(
            or(uri.getScheme()),
            or(uri.getHost()),
            or(uri.getRawUserInfo()),
            or(uri.getRawFragment()),
            or(uri.getRawQuery()));
      } catch (URISyntaxException _) {
        int scheme = text.indexOf("://");
        return new Url(scheme < 0 ? "" : text.substring(0, scheme), "", "", "", "");
      }
    }

    private static String or(@org.jspecify.annotations.Nullable String text) {
      return text == null ? "" : text;
    }
  }

  /// Upstream takes the name for the namespace and the other way round.
  private static void service(FieldPath path, Node service, Errors errors) {
    if (service.get("namespace").text().isEmpty())
      errors.add(FieldError.required(path.child("name"), ""));
    if (service.get("name").text().isEmpty())
      errors.add(FieldError.required(path.child("namespace"), ""));
    long port = service.get("port").number(443);
    List<String> wrong = Formats.portNumber(port);
    if (!wrong.isEmpty())
      errors.add(
          FieldError.invalid(
              path.child("port"), port, "port is not valid: " + String.join(", ", wrong)));
    if (service.get("path") instanceof StringNode(var text)) path(path.child("path"), text, errors);
  }

  private static void path(FieldPath path, String text, Errors errors) {
    if (text.isEmpty() || text.equals("/")) return;
    if (text.equals("//")) {
      errors.add(FieldError.invalid(path, text, "segment[0] may not be empty"));
      return;
    }
    if (!text.startsWith("/")) errors.add(FieldError.invalid(path, text, "must start with a '/'"));
    String inner = text.substring(1);
    if (inner.endsWith("/")) inner = inner.substring(0, inner.length() - 1);
    String[] segments = inner.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      if (segments[i].isEmpty()) {
        errors.add(FieldError.invalid(path, text, "segment[" + i + "] may not be empty"));
        continue;
      }
      for (String why : Formats.dnsSubdomain(segments[i]))
        errors.add(FieldError.invalid(path, text, "segment[" + i + "]: " + why));
    }
  }

  private static void reviews(FieldPath path, Node versions, Errors errors) {
    if (versions.items().isEmpty()) {
      errors.add(FieldError.required(path, ""));
      return;
    }
    var seen = new HashSet<Node>();
    boolean known = false;
    for (int i = 0; i < versions.items().size(); i++) {
      Node version = versions.items().get(i);
      if (!seen.add(version)) {
        errors.add(FieldError.invalid(path.index(i), version, "duplicate version"));
        continue;
      }
      for (String why : Formats.dns1035Label(version.text()))
        errors.add(FieldError.invalid(path.index(i), version, why));
      known |= REVIEWS.contains(version.text());
    }
    if (!known)
      errors.add(
          FieldError.invalid(
              path, versions, "must include at least one of " + String.join(", ", REVIEWS)));
  }
}
