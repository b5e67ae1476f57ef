package pilothouse.api.yaml;

/// Bytes that are no YAML; the message begins with `yaml: ` as upstream's does.
public final class YamlException extends RuntimeException {
  YamlException(String message) {
    super("yaml: " + message, null, false, false);
  }
}
