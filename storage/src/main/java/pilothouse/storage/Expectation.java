package pilothouse.storage;

/// What a conditional write expects of its key.
public sealed interface Expectation {
  Expectation ANY = new Any();
  Expectation ABSENT = new Absent();

  static Expectation atRevision(long revision) {
    return new AtRevision(revision);
  }

  /// The key does not exist.
  record Absent() implements Expectation {}

  /// The key exists and was last written at `revision`.
  record AtRevision(long revision) implements Expectation {}

  /// Nothing.
  record Any() implements Expectation {}
}
