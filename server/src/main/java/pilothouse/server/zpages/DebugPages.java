package pilothouse.server.zpages;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.Reason;
import pilothouse.server.filters.PlainText;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// `/debug/pprof` and `/debug/flags`.
///
/// The profiles are Go's and a Java process has none of their format; its threads are shown under `goroutine`, the rest is 501. For real profiles there
/// is Java's own flight recorder. Source of paths and texts: apiserver `pkg/server/routes`; Go's `net/http/pprof`.
public final class DebugPages {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String PPROF = "/debug/pprof/";
  private static final List<String> PROFILES =
      List.of("allocs", "block", "goroutine", "heap", "mutex", "threadcreate");
  private static final List<String> RECORDINGS = List.of("profile", "symbol", "trace");

  private DebugPages() {}

  public static Optional<Handler> find(Call call) {
    String path = call.path();
    if (path.equals("/debug/pprof")) return Optional.of(_ -> toIndex());
    if (path.startsWith(PPROF))
      return Optional.of(c -> profile(c.path().substring(PPROF.length())));
    if (path.equals("/debug/flags/v")) return Optional.of(DebugPages::verbosity);
    boolean flags = path.equals("/debug/flags") || path.startsWith("/debug/flags/");
    return flags ? Optional.of(_ -> flags()) : Optional.empty();
  }

  private static Response toIndex() {
    return Response.of(302, HTML, Bytes.utf8("<a href=\"" + PPROF + "\">Found</a>.\n\n"))
        .with("Location", PPROF);
  }

  private static Response profile(String name) {
    if (name.isEmpty()) return index();
    if (name.equals("goroutine")) return Response.text(200, threads());
    if (PROFILES.contains(name) || RECORDINGS.contains(name))
      throw ApiException.of(
          Reason.NOT_IMPLEMENTED,
          "this server runs on Java and makes no pprof profile \"" + name + "\"; use jcmd");
    return PlainText.error(404, "Unknown profile");
  }

  private static Response index() {
    var out = new StringBuilder("<html>\n<head>\n<title>/debug/pprof/</title>\n</head>\n<body>\n");
    for (String name : PROFILES)
      out.append("<a href=\"").append(name).append("\">").append(name).append("</a><br>\n");
    return Response.of(200, HTML, Bytes.utf8(out.append("</body>\n</html>\n").toString()));
  }

  /// Virtual threads, which requests run on, are not among those that the virtual machine lists.
  private static String threads() {
    ThreadInfo[] all = ManagementFactory.getThreadMXBean().dumpAllThreads(true, true);
    var out = new StringBuilder("platform threads: " + all.length + "\n\n");
    for (ThreadInfo thread : all) out.append(thread);
    return out.toString();
  }

  private static Response flags() {
    return Response.of(
        200,
        HTML,
        Bytes.utf8(
            "<html>\n<head>\n<title>/debug/flags/</title>\n</head>\n<body>\nflags:<br>\nv<br>\n</body>\n</html>\n"));
  }

  private static Response verbosity(Call call) {
    if (call.method().equals("PUT"))
      throw ApiException.of(
          Reason.NOT_IMPLEMENTED, "the verbosity of logs cannot be changed while this server runs");
    return Response.of(406, "text/plain", Bytes.utf8("unsupported http method\n"))
        .with("X-Content-Type-Options", "nosniff");
  }
}
