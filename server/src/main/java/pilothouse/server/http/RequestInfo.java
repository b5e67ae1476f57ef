package pilothouse.server.http;

import java.util.List;

/// What a path and a method ask for. Texts are empty where the request has no such part.
///
/// Source: apiserver `pkg/endpoints/request/requestinfo.go`.
///
/// @param resourceRequest below `/api/<version>/` or `/apis/<group>/<version>/`, rather than a path such as `/healthz`
/// @param verb `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`, `proxy`; the lower-case method for other paths
/// @param parts the path's segments from the resource on
public record RequestInfo(
    boolean resourceRequest,
    String verb,
    String prefix,
    String group,
    String version,
    String namespace,
    String resource,
    String subresource,
    String name,
    List<String> parts) {
  public static final RequestInfo NONE =
      new RequestInfo(false, "", "", "", "", "", "", "", "", List.of());

  public RequestInfo {
    parts = List.copyOf(parts);
  }
}
