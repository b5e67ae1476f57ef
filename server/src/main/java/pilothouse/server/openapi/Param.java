package pilothouse.server.openapi;

import java.util.List;

/// A parameter of an operation.
///
/// @param in `query` or `path`; path parameters are required
/// @param type `string`, `boolean` or `integer`
record Param(String name, String in, String type) {
  static final Param NAME = path("name");
  static final Param NAMESPACE = path("namespace");
  static final Param PATH = path("path");
  static final Param PRETTY = text("pretty");

  static final List<Param> LIST =
      List.of(
          bool("allowWatchBookmarks"),
          text("continue"),
          text("fieldSelector"),
          text("labelSelector"),
          number("limit"),
          text("resourceVersion"),
          text("resourceVersionMatch"),
          bool("sendInitialEvents"),
          text("shardSelector"),
          number("timeoutSeconds"),
          bool("watch"));

  static final List<Param> DELETE =
      List.of(
          text("dryRun"),
          number("gracePeriodSeconds"),
          bool("ignoreStoreReadErrorWithClusterBreakingPotential"),
          bool("orphanDependents"),
          text("propagationPolicy"));

  static final List<Param> DELETE_COLLECTION =
      List.of(
          text("continue"),
          text("dryRun"),
          text("fieldSelector"),
          number("gracePeriodSeconds"),
          bool("ignoreStoreReadErrorWithClusterBreakingPotential"),
          text("labelSelector"),
          number("limit"),
          bool("orphanDependents"),
          text("propagationPolicy"),
          text("resourceVersion"),
          text("resourceVersionMatch"),
          bool("sendInitialEvents"),
          text("shardSelector"),
          number("timeoutSeconds"));

  static final List<Param> WRITE =
      List.of(text("dryRun"), text("fieldManager"), text("fieldValidation"));

  static final List<Param> PATCH =
      List.of(text("dryRun"), text("fieldManager"), text("fieldValidation"), bool("force"));

  static Param text(String name) {
    return new Param(name, "query", "string");
  }

  static Param bool(String name) {
    return new Param(name, "query", "boolean");
  }

  static Param number(String name) {
    return new Param(name, "query", "integer");
  }

  private static Param path(String name) {
    return new Param(name, "path", "string");
  }
}
