package pilothouse.server.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pilothouse.api.validation.GoText;
import pilothouse.server.filters.PlainText;
import pilothouse.server.health.HealthCheck.Endpoint;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// `/healthz`, `/livez`, `/readyz`, and each of their checks below them; for any method.
///
/// Source of the texts: apiserver `pkg/server/healthz/healthz.go`.
public final class Health {
  private final List<HealthCheck> checks;

  public Health(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /// All paths, for the index.
  public List<String> paths() {
    var paths = new ArrayList<String>();
    for (Endpoint endpoint : Endpoint.values()) {
      paths.add("/" + endpoint.text());
      for (HealthCheck check : at(endpoint)) paths.add("/" + endpoint.text() + "/" + check.name());
    }
    return paths;
  }

  public Optional<Handler> find(Call call) {
    for (Endpoint endpoint : Endpoint.values()) {
      String path = "/" + endpoint.text();
      if (call.path().equals(path)) return Optional.of(given -> all(given, endpoint));
      if (call.path().startsWith(path + "/")) {
        return one(endpoint, call.path().substring(path.length() + 1));
      }
    }
    return Optional.empty();
  }

  List<HealthCheck> at(Endpoint endpoint) {
    return checks.stream().filter(check -> check.endpoints().contains(endpoint)).toList();
  }

  private Optional<Handler> one(Endpoint endpoint, String name) {
    return at(endpoint).stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .map(check -> _ -> single(check));
  }

  private static Response single(HealthCheck check) {
    return check.healthy().getAsBoolean()
        ? Response.text(200, "ok")
        : PlainText.error(500, "internal server error: " + check.name() + " failed");
  }

  private Response all(Call call, Endpoint endpoint) {
    var excluded = new TreeSet<>(call.query().all("exclude"));
    var lines = new StringBuilder();
    boolean healthy = true;
    for (HealthCheck check : at(endpoint)) {
      if (excluded.remove(check.name())) {
        lines.append("[+]").append(check.name()).append(" excluded: ok\n");
      } else if (check.healthy().getAsBoolean()) {
        lines.append("[+]").append(check.name()).append(" ok\n");
      } else {
        healthy = false;
        lines.append("[-]").append(check.name()).append(" failed: reason withheld\n");
      }
    }
    if (!excluded.isEmpty()) lines.append(unmatched(excluded));
    if (!healthy) return PlainText.error(500, lines + endpoint.text() + " check failed");
    return PlainText.of(
        200, call.query().has("verbose") ? lines + endpoint.text() + " check passed\n" : "ok");
  }

  private static String unmatched(TreeSet<String> names) {
    return names.stream()
        .map(GoText::quote)
        .collect(
            Collectors.joining(
                ",", "warn: some health checks cannot be excluded: no matches for ", "\n"));
  }
}
