package pilothouse.app.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What to measure.
///
/// @param subject `server`, `store` or `crds`
/// @param kubeconfig leads to a running server; without one the benchmark starts its own
/// @param pid the process whose CPU and memory are accounted
/// @param out takes a JSON line for every row
/// @param only rows whose names begin so; empty for all
/// @param share of the operations that a whole run makes, in percent
record Settings(
    String subject,
    Optional<Path> kubeconfig,
    Optional<Long> pid,
    Optional<Path> out,
    List<String> only,
    int share) {
  static final String USAGE =
      """
      Usage: ./pilothouse bench [server] [flags]    a server: writes, reads, lists, watches, and how soon it starts
             ./pilothouse bench store [flags]       the embedded store alone, beside what the disk can do, and starts with 100,000 objects
             ./pilothouse bench crds [flags]        custom resource definitions by the hundred, and a start with them
             ./pilothouse bench micro [pattern]     single hot paths, by JMH, whose arguments it takes

        --kubeconfig FILE   measure this running server; otherwise one is started. What is made there is deleted again. Not for store
        --pid N             that server's process, for CPU per operation and memory
        --out FILE          append a JSON line a row
        --only A,B          only rows whose names begin so; of crds: many, very many, start
        --share PERCENT     make fewer operations (default 100)
      """;

  /// @throws IllegalArgumentException naming the word that is wrong
  static Settings of(List<String> words) {
    boolean named = !words.isEmpty() && !words.getFirst().startsWith("-");
    var settings =
        new Settings(
            named ? words.getFirst() : "server",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            100);
    for (int i = named ? 1 : 0; i < words.size(); i += 2) {
      if (i + 1 == words.size())
        throw new IllegalArgumentException(words.get(i) + " needs a value");
      settings = settings.with(words.get(i), words.get(i + 1));
    }
    return settings;
  }

  private Settings with(String flag, String value) {
    return switch (flag) {
      case "--kubeconfig" ->
          new Settings(subject, Optional.of(Path.of(value)), pid, out, only, share);
      case "--pid" ->
          new Settings(subject, kubeconfig, Optional.of(Long.valueOf(value)), out, only, share);
      case "--out" ->
          new Settings(subject, kubeconfig, pid, Optional.of(Path.of(value)), only, share);
      case "--only" ->
          new Settings(subject, kubeconfig, pid, out, List.of(value.split(",")), share);
      case "--share" -> new Settings(subject, kubeconfig, pid, out, only, Integer.parseInt(value));
      default -> throw new IllegalArgumentException("there is no flag " + flag);
    };
  }

  boolean wants(String row) {
    return only.isEmpty() || only.stream().anyMatch(row::startsWith);
  }

  /// That share of `operations`, at least one.
  int some(int operations) {
    return Math.max(1, operations * share / 100);
  }
}
