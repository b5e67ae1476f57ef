package pilothouse.api.schema;

/// How a list is owned and merged. Source: the `x-kubernetes-list-type` extension; absent means atomic.
public enum ListKind {
  ATOMIC,
  SET,
  MAP
}
