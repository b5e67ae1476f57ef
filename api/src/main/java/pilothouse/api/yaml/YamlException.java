package pilothouse.api.yaml;

/// Bytes that are no YAML; the message begins with `yaml: ` as upstream's does.
public final class YamlException extends RuntimeException {
  YamlException(String message) {
    this("yaml: ", message);
  }

  private YamlException(String reader, String message) {
    super(reader + message, null, false, false);
  }

  /// It can be read, but JSON has no such value.
  static YamlException unsupported(String value) {
    return new YamlException("json: ", "unsupported value: " + value);
  }
}
