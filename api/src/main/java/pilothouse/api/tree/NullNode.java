package pilothouse.api.tree;

/// The JSON null, and what reading an absent member gives.
public enum NullNode implements Node {
  NULL,
  /// A list or a map that was sent empty, where the store will keep a null: a null that is another one than [#NULL]. Only between reading a body and
  /// storing it ([SentEmpties]).
  SENT_EMPTY;

  @Override
  public boolean isNull() {
    return true;
  }

  @Override
  public String typeName() {
    return "null";
  }

  @Override
  public String toString() {
    return "null";
  }
}
