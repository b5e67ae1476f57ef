package pilothouse.registry;

/// What can be done with a resource; the text is what discovery and authorization use.
public enum Verb {
  CREATE,
  DELETE,
  DELETECOLLECTION,
  GET,
  LIST,
  PATCH,
  UPDATE,
  WATCH;

  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
