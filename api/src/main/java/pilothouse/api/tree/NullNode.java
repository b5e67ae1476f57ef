package pilothouse.api.tree;

/// The JSON null, and what reading an absent member gives.
public enum NullNode implements Node {
  NULL;

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
