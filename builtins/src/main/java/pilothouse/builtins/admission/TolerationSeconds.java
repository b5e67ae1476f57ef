package pilothouse.builtins.admission;

/// For how many seconds pods that do not say stay on a node that is not ready, and on one that cannot be reached.
public record TolerationSeconds(int notReady, int unreachable) {}
