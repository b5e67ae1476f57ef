package pilothouse.registry.admission;

/// What a request is about to do to an object. Source: apiserver `pkg/admission/interfaces.go`.
public enum Operation {
  CREATE,
  UPDATE,
  DELETE,
  CONNECT
}
