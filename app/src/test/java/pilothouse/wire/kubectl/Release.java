package pilothouse.wire.kubectl;

/// Which of this machine's kubectls a test runs with: clients of several years are in use against one server.
enum Release {
  OLDEST,
  NEWEST
}
