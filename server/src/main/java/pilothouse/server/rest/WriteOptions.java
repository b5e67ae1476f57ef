package pilothouse.server.rest;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.server.http.Query;

/// The options of a create, update or patch.
///
/// @param kind `CreateOptions`, `UpdateOptions` or `PatchOptions`
/// @param force of an apply; empty where the client did not say
record WriteOptions(
    String kind,
    List<String> dryRuns,
    String fieldManager,
    FieldValidation fieldValidation,
    Optional<Boolean> force) {

  /// What becomes of fields that the type does not have, and of repeated ones.
  enum FieldValidation {
    IGNORE,
    WARN,
    STRICT;

    static FieldValidation of(String text) {
      return switch (text) {
        case "Ignore" -> IGNORE;
        case "Strict" -> STRICT;
        default -> WARN;
      };
    }
  }

  static WriteOptions create(Query query) {
    return checked("CreateOptions", query, false);
  }

  static WriteOptions update(Query query) {
    return checked("UpdateOptions", query, false);
  }

  static WriteOptions patch(Query query, boolean apply) {
    return checked("PatchOptions", query, apply);
  }

  private static WriteOptions checked(String kind, Query query, boolean apply) {
    String manager = query.text("fieldManager");
    Optional<Boolean> force = QueryValues.optionalFlag(query, "force");
    var errors = new Errors();
    if (kind.equals("PatchOptions")) {
      if (apply && manager.isEmpty())
        errors.add(
            FieldError.required(FieldPath.of("fieldManager"), "is required for apply patch"));
      if (!apply && force.isPresent())
        errors.add(
            FieldError.forbidden(
                FieldPath.of("force"), "may not be specified for non-apply patch"));
    }
    OptionsErrors.fieldManager(manager, errors);
    OptionsErrors.dryRun(query.all("dryRun"), errors);
    OptionsErrors.fieldValidation(query.text("fieldValidation"), errors);
    OptionsErrors.throwIfAny(kind, errors);
    return new WriteOptions(
        kind,
        query.all("dryRun"),
        manager,
        FieldValidation.of(query.text("fieldValidation")),
        force);
  }

  boolean dryRun() {
    return !dryRuns.isEmpty();
  }

  /// The options as admission sees them.
  ObjectNode tree() {
    var out = ObjectNode.builder();
    out.put("kind", kind).put("apiVersion", "meta.k8s.io/v1");
    if (!dryRuns.isEmpty()) out.put("dryRun", ListNode.ofTexts(dryRuns));
    force.ifPresent(value -> out.put("force", value));
    if (!fieldManager.isEmpty()) out.put("fieldManager", fieldManager);
    out.put(
        "fieldValidation",
        switch (fieldValidation) {
          case IGNORE -> "Ignore";
          case WARN -> "Warn";
          case STRICT -> "Strict";
        });
    return out.build();
  }
}
