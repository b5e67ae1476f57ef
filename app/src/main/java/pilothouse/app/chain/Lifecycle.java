package pilothouse.app.chain;

/// Where a server is in its life. Moves forward only; read by health checks and filters on every request.
public final class Lifecycle {
  private volatile boolean complete;
  private volatile boolean stopping;

  /// All paths are served and the cluster's own objects stored.
  public void complete() {
    complete = true;
  }

  public boolean isComplete() {
    return complete;
  }

  /// A signal to stop came: readiness fails from now on.
  public void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  /// Whether what stands behind a health check's name is well.
  boolean healthy(String check) {
    return check.equals("shutdown") ? !stopping : complete || isEarly(check);
  }

  private static boolean isEarly(String check) {
    return check.equals("log")
        || check.equals("etcd")
        || check.equals("loopback-serving-certificate");
  }
}
