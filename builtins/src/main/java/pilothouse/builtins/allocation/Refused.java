package pilothouse.builtins.allocation;

/// Why something could not be given to a service, in the wire's words.
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  Refused(String why) {
    super(why, null, false, false);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
