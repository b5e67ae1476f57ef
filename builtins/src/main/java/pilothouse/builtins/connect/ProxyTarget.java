package pilothouse.builtins.connect;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.validation.FieldError;

/// What a proxy path names: `name`, `name:port` or `scheme:name:port`. Port and scheme may be empty.
record ProxyTarget(String scheme, String name, String port) {
  private static final List<String> SCHEMES = List.of("", "http", "https");

  /// @param resource as the message names it, such as `pod`
  /// @throws ApiException `BadRequest` where the text is none of the three forms
  static ProxyTarget parse(String text, String resource) {
    String[] parts = text.split(":", -1);
    return switch (parts.length) {
      case 1 -> new ProxyTarget("", parts[0], "");
      case 2 -> new ProxyTarget("", parts[0], parts[1]);
      case 3 -> {
        if (!SCHEMES.contains(parts[0])) throw invalid(text, resource);
        yield new ProxyTarget(parts[0], parts[1], parts[2]);
      }
      default -> throw invalid(text, resource);
    };
  }

  private static ApiException invalid(String text, String resource) {
    return ApiException.badRequest("invalid " + resource + " request " + FieldError.quote(text));
  }
}
