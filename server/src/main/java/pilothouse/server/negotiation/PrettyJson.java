package pilothouse.server.negotiation;

import java.util.Set;
import pilothouse.server.http.Call;

/// Whether JSON is indented: where the client says so, and for browsers and command line tools that say nothing.
///
/// Source: apiserver `pkg/endpoints/handlers/negotiation/negotiate.go`.
public final class PrettyJson {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

  private PrettyJson() {}

  public static boolean wanted(Call call) {
    String asked = call.query().text("pretty");
    if (!asked.isEmpty()) return TRUE.contains(asked);
    String agent = call.headers().first("User-Agent").orElse("");
    return agent.startsWith("curl") || agent.startsWith("Wget") || agent.startsWith("Mozilla/5.0");
  }
}
