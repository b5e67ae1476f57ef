package pilothouse.server.authz;

/// An authorizer's answer, and why, in words for the client's eyes; often empty.
public record Decision(Outcome outcome, String reason) {
  public static final Decision NO_OPINION = new Decision(Outcome.NO_OPINION, "");

  /// `DENY` ends the chain, `NO_OPINION` asks the next; nobody's opinion is a refusal.
  public enum Outcome {
    ALLOW,
    DENY,
    NO_OPINION
  }

  public static Decision allow(String reason) {
    return new Decision(Outcome.ALLOW, reason);
  }

  public static Decision deny(String reason) {
    return new Decision(Outcome.DENY, reason);
  }

  public static Decision noOpinion(String reason) {
    return new Decision(Outcome.NO_OPINION, reason);
  }

  public boolean allowed() {
    return outcome == Outcome.ALLOW;
  }
}
