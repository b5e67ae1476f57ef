package pilothouse.apiextensions.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pilothouse.api.structural.Rules;
import pilothouse.api.structural.StringFormats;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// All checks of definitions, in upstream's order.
///
/// Source: apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`.
final class DefinitionValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath STORED = FieldPath.of("status", "storedVersions");
  private static final int MOST_SELECTABLE = 8;

  private final SchemaValidation schemas;
  private final Rules.Engine rules;

  DefinitionValidation(SchemaValidation schemas, Rules.Engine rules) {
    this.schemas = schemas;
    this.rules = rules;
  }

  void create(ObjectNode crd, Errors errors) {
    String wanted = crd.at("spec", "names", "plural").text() + "." + crd.at("spec", "group").text();
    String name = crd.at("metadata", "name").text();
    named("generateName", crd.at("metadata", "generateName").text(), wanted, errors);
    named("name", name, wanted, errors);
    spec(DefinitionForm.of(crd), SchemaValidation.Options.STRICT, true, errors);
    common(crd, errors);
    approval(crd, Optional.empty(), errors);
    preserving(crd, errors);
  }

  private static void named(String field, String name, String wanted, Errors errors) {
    if (name.isEmpty() || name.equals(wanted)) return;
    FieldPath path = FieldPath.of("metadata", field);
    errors.add(FieldError.invalid(path, name, "must be spec.names.plural+\".\"+spec.group"));
  }

  void update(ObjectNode crd, ObjectNode old, Errors errors) {
    DefinitionForm form = DefinitionForm.of(crd);
    DefinitionForm before = DefinitionForm.of(old);
    boolean established = new Conditions(old).isTrue(Conditions.ESTABLISHED);
    String bundle = bundle(old);
    boolean tolerated = !established || !CaBundle.problem(bundle).isEmpty();
    spec(form, schemas.tolerating(before, form), tolerated, errors);
    Node now = crd.get("spec");
    Node then = old.get("spec");
    if (established) {
      immutable(now, then, errors, "scope");
      immutable(now, then, errors, "names", "kind");
    }
    immutable(now, then, errors, "group");
    immutable(now, then, errors, "names", "plural");
    common(crd, errors);
    approval(crd, Optional.of(old), errors);
    if (!then.get("preserveUnknownFields").bool(false)) preserving(crd, errors);
  }

  private static String bundle(ObjectNode crd) {
    return crd.at("spec", "conversion", "webhook", "clientConfig", "caBundle").text();
  }

  private static void immutable(Node now, Node then, Errors errors, String... path) {
    if (!now.at(path).equals(then.at(path)))
      errors.add(FieldError.invalid(SPEC.child(path), now.at(path), "field is immutable"));
  }

  private static void common(ObjectNode crd, Errors errors) {
    NameChecks.check(
        FieldPath.of("status", "acceptedNames"), crd.at("status", "acceptedNames"), errors);
    stored(crd, errors);
  }

  private static void stored(ObjectNode crd, Errors errors) {
    Node stored = crd.at("status", "storedVersions");
    if (stored.items().isEmpty()) {
      errors.add(
          FieldError.invalid(STORED, NullNode.NULL, "must have at least one stored version"));
      return;
    }
    Set<Node> known = new HashSet<>();
    for (Node version : crd.at("spec", "versions").items()) {
      Node name = version.get("name");
      // A name that comes twice has been taken off the list by then.
      boolean first = known.add(name);
      if (version.get("storage").bool(false) && !(first && stored.items().contains(name)))
        errors.add(
            FieldError.invalid(STORED, stored, "must have the storage version " + name.text()));
    }
    for (int i = 0; i < stored.items().size(); i++) {
      String name = stored.items().get(i).text();
      if (known.contains(stored.items().get(i))) continue;
      String detail =
          "missing from spec.versions; %1$s was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in %1$s and removes %1$s from status.storedVersions";
      errors.add(FieldError.invalid(STORED.index(i), name, detail.formatted(name)));
    }
  }

  private static void preserving(ObjectNode crd, Errors errors) {
    Node value = crd.at("spec", "preserveUnknownFields");
    if (value.bool(false))
      errors.add(
          FieldError.invalid(
              SPEC.child("preserveUnknownFields"),
              value,
              "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead"));
  }

  private static void approval(ObjectNode crd, Optional<ObjectNode> old, Errors errors) {
    ApprovalState now = ApprovalState.of(crd);
    if (!now.required() || old.map(ApprovalState::of).filter(now::sameKind).isPresent()) return;
    FieldPath path = FieldPath.of("metadata", "annotations").key(ApprovalState.ANNOTATION);
    switch (now.kind()) {
      case MISSING -> errors.add(FieldError.required(path, now.message()));
      case INVALID -> errors.add(FieldError.invalid(path, now.value(), now.message()));
      case APPROVED, BYPASSED -> {}
    }
  }

  private void spec(
      DefinitionForm form, SchemaValidation.Options options, boolean anyBundle, Errors errors) {
    ObjectNode spec = form.spec();
    group(spec.get("group").text(), errors);
    scope(spec.get("scope").text(), errors);
    schemasThere(form, errors);
    versions(form, options, errors);
    counts(form, errors);
    names(spec.get("names"), errors);
    NameChecks.check(SPEC.child("names"), spec.get("names"), errors);
    schemas.check(
        SPEC.child("validation"), form.common("schema"), form.anyStatus(), options, errors);
    parts(SPEC.child("subresources"), form.common("subresources"), errors);
    Columns.check(
        SPEC.child("additionalPrinterColumns"), form.common("additionalPrinterColumns"), errors);
    selectable(
        SPEC.child("selectableFields"),
        form.common("selectableFields"),
        form.common("schema").get("openAPIV3Schema"),
        errors);
    ConversionChecks.check(SPEC.child("conversion"), spec.get("conversion"), anyBundle, errors);
  }

  private static void group(String group, Errors errors) {
    FieldPath path = SPEC.child("group");
    List<String> wrong = Formats.dnsSubdomain(group);
    if (group.isEmpty()) errors.add(FieldError.required(path, ""));
    else if (!wrong.isEmpty()) errors.add(FieldError.invalid(path, group, String.join(",", wrong)));
    else if (group.indexOf('.') < 0)
      errors.add(FieldError.invalid(path, group, "should be a domain with at least one dot"));
  }

  private static void scope(String scope, Errors errors) {
    FieldPath path = SPEC.child("scope");
    List<String> known = List.of("Cluster", "Namespaced");
    if (scope.isEmpty()) errors.add(FieldError.required(path, ""));
    else if (!known.contains(scope)) errors.add(FieldError.notSupported(path, scope, known));
  }

  private static void schemasThere(DefinitionForm form, Errors errors) {
    if (!form.common("schema").get("openAPIV3Schema").isNull()) return;
    for (int i = 0; i < form.versions().size(); i++)
      if (form.versions().get(i).at("schema", "openAPIV3Schema").isNull())
        errors.add(
            FieldError.required(
                SPEC.child("versions").index(i).child("schema", "openAPIV3Schema"), ""));
  }

  private void versions(DefinitionForm form, SchemaValidation.Options options, Errors errors) {
    for (int i = 0; i < form.versions().size(); i++) {
      ObjectNode version = form.versions().get(i);
      FieldPath path = SPEC.child("versions").index(i);
      String name = version.get("name").text();
      List<String> wrong = Formats.dns1035Label(name);
      if (!wrong.isEmpty())
        errors.add(FieldError.invalid(path.child("name"), name, String.join(",", wrong)));
      for (String why : Deprecations.problems(version))
        errors.add(
            new FieldError(
                FieldError.Kind.INVALID,
                path.child("deprecationWarning").toString(),
                version.get("deprecationWarning").toString(),
                why));
      schemas.check(
          path.child("schema"), version.get("schema"), form.status(version), options, errors);
      parts(path.child("subresources"), version.get("subresources"), errors);
      Columns.check(
          path.child("additionalPrinterColumns"), version.get("additionalPrinterColumns"), errors);
      selectable(
          path.child("selectableFields"),
          version.get("selectableFields"),
          version.at("schema", "openAPIV3Schema"),
          errors);
    }
  }

  private static void counts(DefinitionForm form, Errors errors) {
    var seen = new HashMap<String, Boolean>();
    boolean unique = true;
    int stored = 0;
    for (ObjectNode version : form.versions()) {
      unique &= seen.put(version.get("name").text(), true) == null;
      if (version.get("storage").bool(false)) stored++;
    }
    FieldPath path = SPEC.child("versions");
    Node shown = InternalVersions.of(form);
    if (!unique) errors.add(FieldError.invalid(path, shown, "must contain unique version names"));
    if (stored != 1)
      errors.add(
          FieldError.invalid(
              path, shown, "must have exactly one version marked as storage version"));
    if (form.versions().isEmpty()) return;
    String first = form.versions().getFirst().get("name").text();
    List<String> wrong = Formats.dns1035Label(first);
    if (!first.isEmpty() && !wrong.isEmpty())
      errors.add(FieldError.invalid(SPEC.child("version"), first, String.join(",", wrong)));
  }

  private static void names(Node names, Errors errors) {
    for (String name : List.of("plural", "singular", "kind", "listKind"))
      if (names.get(name).text().isEmpty())
        errors.add(FieldError.required(SPEC.child("names", name), ""));
  }

  private static void parts(FieldPath path, Node parts, Errors errors) {
    Node scale = parts.get("scale");
    if (scale.isNull()) return;
    replicas(path.child("scale.specReplicasPath"), scale.get("specReplicasPath"), "spec", errors);
    replicas(
        path.child("scale.statusReplicasPath"), scale.get("statusReplicasPath"), "status", errors);
    String selector = scale.get("labelSelectorPath").text();
    FieldPath at = path.child("scale.labelSelectorPath");
    if (selector.isEmpty()) return;
    if (!selector.startsWith("."))
      errors.add(FieldError.invalid(at, selector, "must be a simple json path starting with ."));
    else if (!selector.startsWith(".spec.") && !selector.startsWith(".status."))
      errors.add(
          FieldError.invalid(at, selector, "should be a json path under either .spec or .status"));
  }

  private static void replicas(FieldPath path, Node value, String part, Errors errors) {
    String text = value.text();
    if (text.isEmpty()) errors.add(FieldError.required(path, ""));
    else if (!text.startsWith("."))
      errors.add(FieldError.invalid(path, text, "must be a simple json path starting with ."));
    else if (!text.startsWith("." + part + "."))
      errors.add(FieldError.invalid(path, text, "should be a json path under ." + part));
  }

  private static void selectable(FieldPath path, Node fields, Node schema, Errors errors) {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < fields.items().size(); i++) {
      FieldPath at = path.index(i).child("jsonPath");
      String text = fields.items().get(i).get("jsonPath").text();
      if (text.isEmpty()) {
        errors.add(FieldError.required(at, ""));
        continue;
      }
      SelectablePaths.check(at, text, schema.object(), seen, errors);
    }
    if (seen.size() > MOST_SELECTABLE)
      errors.add(FieldError.tooMany(path, seen.size(), MOST_SELECTABLE));
  }

  /// What a definition says that has no effect, each finding once.
  List<String> warnings(ObjectNode crd) {
    var formats = new ArrayList<String>();
    boolean ruled = false;
    for (ObjectNode schema : DefinitionForm.of(crd).schemas()) {
      SchemaWalk.any(schema, one -> warn(one, formats));
      ruled |=
          SchemaWalk.any(schema, one -> !one.get("x-kubernetes-validations").items().isEmpty());
    }
    var out = new ArrayList<>(formats);
    if (ruled && !rules.evaluates())
      out.add("x-kubernetes-validations: rules are stored and not evaluated by this server");
    return out;
  }

  private static boolean warn(ObjectNode schema, List<String> formats) {
    String format = schema.get("format").text();
    if (!format.isEmpty() && !recognized(format, schema.get("type").text())) {
      String text = "unrecognized format " + FieldError.quote(format);
      formats.add(text);
    }
    return false;
  }

  private static boolean recognized(String format, String type) {
    return switch (type) {
      case "", "string" -> StringFormats.known(format);
      case "integer" -> format.equals("int32") || format.equals("int64");
      case "number" -> format.equals("float") || format.equals("double");
      default -> true;
    };
  }
}
