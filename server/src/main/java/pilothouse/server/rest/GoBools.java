package pilothouse.server.rest;

import java.util.Optional;

/// Truth values as Go's `strconv.ParseBool` reads them.
final class GoBools {
  private GoBools() {}

  static Optional<Boolean> parse(String text) {
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> Optional.of(true);
      case "0", "f", "F", "FALSE", "false", "False" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
