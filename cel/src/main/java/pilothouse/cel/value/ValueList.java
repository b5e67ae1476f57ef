package pilothouse.cel.value;

/// A list of values that are there already.
record ValueList(Value[] values) implements ListValue {
  @Override
  public int size() {
    return values.length;
  }

  @Override
  public Value get(int i) {
    return values[i];
  }
}
