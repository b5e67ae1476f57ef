package pilothouse.cel.run;

/// A run that was ended: it cost too much, or its thread was interrupted.
final class CostExceeded extends RuntimeException {
  CostExceeded(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
