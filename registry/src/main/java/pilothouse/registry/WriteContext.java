package pilothouse.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a strategy may know of the request that it serves.
///
/// @param namespace empty for cluster-scoped resources
/// @param now the request's time, whole seconds
public record WriteContext(
    String namespace,
    String user,
    String uid,
    List<String> groups,
    Map<String, List<String>> extra,
    boolean dryRun,
    Instant now) {}
