package pilothouse.api.tree;

/// A JSON true or false.
public enum BoolNode implements Node {
  TRUE,
  FALSE;

  public static BoolNode of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public boolean value() {
    return this == TRUE;
  }

  @Override
  public boolean bool(boolean otherwise) {
    return value();
  }

  @Override
  public String typeName() {
    return "bool";
  }

  @Override
  public String toString() {
    return value() ? "true" : "false";
  }
}
