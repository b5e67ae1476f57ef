package pilothouse.api.tree;

/// A JSON string.
public record StringNode(String value) implements Node {
  @Override
  public String text(String otherwise) {
    return value;
  }

  @Override
  public String typeName() {
    return "string";
  }

  @Override
  public String toString() {
    return JsonText.quote(value);
  }
}
