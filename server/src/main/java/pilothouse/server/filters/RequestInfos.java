package pilothouse.server.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pilothouse.api.ApiException;
import pilothouse.api.selector.FieldSelector;
import pilothouse.api.validation.GoText;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Query;
import pilothouse.server.http.RequestInfo;
import pilothouse.server.http.Response;

/// Reads what a request asks for out of its path and method.
///
/// ```
/// /api/v1/namespaces/n/pods/p/log   get  log of pod p in namespace n
/// /apis/apps/v1/deployments         list deployments in all namespaces
/// /api/v1/namespaces/n/status       the status of namespace n itself
/// /api/v1/watch/pods                watch, the old way
/// ```
/// Source: apiserver `pkg/endpoints/request/requestinfo.go`.
public final class RequestInfos implements Filter {
  private static final Set<String> SPECIAL = Set.of("proxy", "watch");

  /// Parts of a namespace itself, where other segments would be resources in it.
  private static final Set<String> OF_NAMESPACE = Set.of("status", "finalize");

  @Override
  public Response apply(Call call, Handler next) {
    RequestInfo info;
    try {
      info = of(call.method(), call.path(), call.query());
    } catch (Undetermined e) {
      return PlainText.error(
          500,
          "Internal Server Error: "
              + GoText.quote(call.target())
              + ": failed to create RequestInfo: "
              + e.getMessage());
    }
    return next.handle(call.withInfo(info));
  }

  public static RequestInfo of(String method, String path, Query query) {
    List<String> parts = segments(path);
    String prefix = parts.size() < 3 ? "" : parts.getFirst();
    boolean grouped = prefix.equals("apis");
    if (!grouped && !prefix.equals("api") || grouped && parts.size() < 4) {
      return other(method);
    }
    String group = grouped ? parts.get(1) : "";
    int at = grouped ? 2 : 1;
    String version = parts.get(at);
    return resource(method, query, prefix, group, version, parts.subList(at + 1, parts.size()));
  }

  private static RequestInfo other(String method) {
    String verb = method.toLowerCase(Locale.ROOT);
    return new RequestInfo(false, verb, "", "", "", "", "", "", "", List.of());
  }

  private static List<String> segments(String path) {
    int start = 0;
    int end = path.length();
    while (start < end && path.charAt(start) == '/') start++;
    while (end > start && path.charAt(end - 1) == '/') end--;
    var segments = new ArrayList<String>(8);
    while (start < end) {
      int slash = path.indexOf('/', start);
      if (slash < 0 || slash > end) slash = end;
      segments.add(path.substring(start, slash));
      start = slash + 1;
    }
    return segments;
  }

  private static RequestInfo resource(
      String method, Query query, String prefix, String group, String version, List<String> parts) {
    String verb = verb(method);
    if (SPECIAL.contains(parts.getFirst())) {
      if (parts.size() < 2) throw undetermined(prefix, group, version, parts);
      verb = parts.getFirst();
      parts = parts.subList(1, parts.size());
    }
    String namespace = "";
    if (parts.getFirst().equals("namespaces") && parts.size() > 1) {
      namespace = parts.get(1);
      if (parts.size() > 2 && !OF_NAMESPACE.contains(parts.get(2))) {
        parts = parts.subList(2, parts.size());
      }
    }
    String subresource = parts.size() >= 3 && !verb.equals("proxy") ? parts.get(2) : "";
    String name = parts.size() >= 2 ? parts.get(1) : "";
    if (name.isEmpty() && verb.equals("get")) verb = watches(query) ? "watch" : "list";
    if (name.isEmpty() && (verb.equals("list") || verb.equals("watch"))) name = selected(query);
    if (name.isEmpty() && verb.equals("delete")) verb = "deletecollection";
    return new RequestInfo(
        true, verb, prefix, group, version, namespace, parts.getFirst(), subresource, name, parts);
  }

  /// A path that begins like one of a resource and names none.
  static final class Undetermined extends RuntimeException {
    Undetermined(String message) {
      super(message, null, false, false);
    }
  }

  private static Undetermined undetermined(
      String prefix, String group, String version, List<String> parts) {
    String path = prefix + (group.isEmpty() ? "" : "/" + group) + "/" + version;
    return new Undetermined(
        "unable to determine kind and namespace from url, /" + path + "/" + parts.getFirst());
  }

  private static String verb(String method) {
    return switch (method) {
      case "POST" -> "create";
      case "GET", "HEAD" -> "get";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> "delete";
      default -> "";
    };
  }

  private static boolean watches(Query query) {
    if (!query.has("watch")) return false;
    String value = query.text("watch");
    return !value.equalsIgnoreCase("false") && !value.equals("0");
  }

  /// A list or watch that can only find one object asks for the right to that one.
  private static String selected(Query query) {
    String selector = query.text("fieldSelector");
    if (selector.isEmpty()) return "";
    try {
      return FieldSelector.parse(selector)
          .requiredValue("metadata.name")
          .filter(RequestInfos::segment)
          .orElse("");
    } catch (ApiException unreadable) {
      return ""; // the handler refuses it, in better words
    }
  }

  private static boolean segment(String name) {
    boolean dots = name.equals(".") || name.equals("..");
    return !dots && name.indexOf('/') < 0 && name.indexOf('%') < 0;
  }
}
