package pilothouse.server.filters;

import java.util.Set;
import pilothouse.server.http.Call;
import pilothouse.server.http.RequestInfo;

/// The calls that may take as long as they like.
///
/// Source: kubernetes `cmd/kube-apiserver/app/server.go`, verbs and subresources of the long-running check.
public final class LongRunning {
  private static final Set<String> VERBS = Set.of("watch", "proxy");
  private static final Set<String> SUBRESOURCES =
      Set.of("attach", "exec", "proxy", "log", "portforward");

  private LongRunning() {}

  public static boolean is(Call call) {
    RequestInfo info = call.info();
    if (!info.resourceRequest()) return call.path().startsWith("/debug/pprof/");
    return VERBS.contains(info.verb()) || SUBRESOURCES.contains(info.subresource());
  }
}
