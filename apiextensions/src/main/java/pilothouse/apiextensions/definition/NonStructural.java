package pilothouse.apiextensions.definition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// What is said of a definition whose schemas are not structural. None is accepted today; those that were stored when they needed not be are served as they
/// are, and have the condition `NonStructuralSchema` until they are mended.
///
/// Source: apiextensions-apiserver `pkg/controller/nonstructuralschema/nonstructuralschema_controller.go`.
public final class NonStructural {
  private NonStructural() {}

  /// The definition with the condition that it needs, or without the one that it no longer needs; the same object where nothing is to be said.
  public static ObjectNode applied(ObjectNode crd, Instant now) {
    Verdict verdict = Verdict.of(crd);
    var old = new Conditions(crd).find(Conditions.NON_STRUCTURAL);
    if (verdict.reason().isEmpty())
      return old.isEmpty() ? crd : Conditions.without(crd, Conditions.NON_STRUCTURAL);
    boolean said =
        old.filter(found -> found.get("reason").text().equals(verdict.reason()))
            .filter(found -> found.get("message").text().equals(verdict.message()))
            .isPresent();
    if (said) return crd;
    return Conditions.with(
        crd, Conditions.NON_STRUCTURAL, verdict.status(), verdict.reason(), verdict.message(), now);
  }

  /// Whether a definition has a schema that is not structural.
  static boolean is(DefinitionForm form) {
    for (ObjectNode schema : form.schemas())
      if (!StructuralRules.unsupported(schema).isEmpty()
          || !StructuralRules.check(FieldPath.ROOT, schema).isEmpty()) return true;
    return false;
  }

  /// @param reason empty where nothing is wrong
  private record Verdict(String status, String reason, String message) {
    private static final Verdict FINE = new Verdict("False", "", "");

    static Verdict of(ObjectNode crd) {
      var found = new ArrayList<FieldError>();
      FieldPath spec = FieldPath.of("spec");
      Node preserves = crd.at("spec", "preserveUnknownFields");
      if (preserves.bool(false))
        found.add(
            FieldError.invalid(spec.child("preserveUnknownFields"), preserves, "must be false"));
      List<Node> versions = crd.at("spec", "versions").items();
      for (int i = 0; i < versions.size(); i++) {
        if (!(versions.get(i).at("schema", "openAPIV3Schema") instanceof ObjectNode schema))
          continue;
        String unsupported = StructuralRules.unsupported(schema);
        if (!unsupported.isEmpty())
          return unreadable(versions.get(i).get("name").text(), unsupported);
        FieldPath at = spec.child("versions").index(i).child("schema", "openAPIV3Schema");
        found.addAll(StructuralRules.check(at, schema));
      }
      if (found.isEmpty()) return FINE;
      return new Verdict("True", "Violations", FieldError.aggregate(found));
    }

    private static Verdict unreadable(String version, String why) {
      return new Verdict(
          "Unknown",
          "StructuralError",
          "failed to check validation schema for version " + version + ": " + why);
    }
  }
}
