package pilothouse.api.tree;

/// Any other number, as a 64-bit float; printed as Go's encoding/json prints it (`1e+21`, `0.1`, `5`).
public record DoubleNode(double value) implements Node {
  @Override
  public long number(long otherwise) {
    return value == Math.rint(value) && Math.abs(value) < 0x1p63 ? (long) value : otherwise;
  }

  @Override
  public String typeName() {
    return "number";
  }

  @Override
  public String toString() {
    return JsonText.number(value);
  }
}
