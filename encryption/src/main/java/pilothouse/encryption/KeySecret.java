package pilothouse.encryption;

/// A named key of a provider. Its text shows no secret.
record KeySecret(String name, byte[] secret) {
  @Override
  public String toString() {
    return "Name: " + name + ", Secret: [REDACTED]";
  }
}
