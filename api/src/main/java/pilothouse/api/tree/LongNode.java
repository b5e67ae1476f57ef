package pilothouse.api.tree;

/// A whole number that fits 64 bits.
public record LongNode(long value) implements Node {
  @Override
  public long number(long otherwise) {
    return value;
  }

  @Override
  public String typeName() {
    return "number";
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
