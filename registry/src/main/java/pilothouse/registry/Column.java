package pilothouse.registry;

/// A column of the server-side table. `priority` 1 is shown with `-o wide` only; `type` is an OpenAPI type, `format` may be empty.
public record Column(String name, String type, String format, String description, int priority) {}
