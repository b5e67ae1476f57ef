package pilothouse.builtins;

import java.util.List;

/// A built-in group as discovery and its APIServices show it.
///
/// @param name empty for the core group
/// @param priority `groupPriorityMinimum` of its APIServices
/// @param versions preferred version first
public record ApiGroup(String name, int priority, List<Version> versions) {
  public ApiGroup {
    versions = List.copyOf(versions);
  }

  /// A version of a group; `priority` is `versionPriority` of its APIService.
  public record Version(String name, int priority) {}
}
