package pilothouse.registry;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pilothouse.api.GroupVersion;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// What must hold for the `metadata` of every object. Texts are wire format.
///
/// Source: apimachinery `pkg/api/validation/objectmeta.go`.
public final class MetadataRules {
  private static final int MAX_ANNOTATION_BYTES = 256 << 10;
  private static final Set<String> STANDARD_FINALIZERS =
      Set.of("kubernetes", Finalizers.ORPHAN, Finalizers.FOREGROUND);
  private static final FieldPath METADATA = FieldPath.of("metadata");

  private MetadataRules() {}

  /// What is wrong with the metadata of an object that is no resource of its own but embedded in one.
  public static List<FieldError> findings(ObjectNode object, boolean namespaced, NameRule names) {
    var errors = new Errors();
    check(object, namespaced, names, errors);
    return errors.list();
  }

  /// Checks the metadata of a new object, whose name has been generated.
  static void check(ObjectNode object, boolean namespaced, NameRule names, Errors errors) {
    ObjectNode metadata = Metadata.of(object);
    String prefix = metadata.get(Metadata.GENERATE_NAME).text();
    if (!prefix.isEmpty())
      for (String why : names.check(prefix, true))
        errors.add(FieldError.invalid(METADATA.child("generateName"), prefix, why));
    checkName(metadata.get(Metadata.NAME).text(), names, errors);
    checkCommon(metadata, namespaced, errors);
  }

  private static void checkName(String name, NameRule names, Errors errors) {
    FieldPath path = METADATA.child("name");
    if (name.isEmpty()) {
      errors.add(FieldError.required(path, "name or generateName is required"));
      return;
    }
    for (String why : names.check(name, false)) errors.add(FieldError.invalid(path, name, why));
  }

  static void checkCommon(ObjectNode metadata, boolean namespaced, Errors errors) {
    checkNamespace(metadata.get(Metadata.NAMESPACE).text(), namespaced, errors);
    checkGeneration(metadata, errors);
    labels(metadata.get(Metadata.LABELS).object(), METADATA.child("labels"), errors);
    annotations(metadata.get(Metadata.ANNOTATIONS).object(), METADATA.child("annotations"), errors);
    checkOwners(metadata.get(Metadata.OWNER_REFERENCES), errors);
    checkFinalizers(metadata.get(Metadata.FINALIZERS), errors);
    checkManagedFields(metadata.get(Metadata.MANAGED_FIELDS), errors);
  }

  /// Source: apimachinery `pkg/apis/meta/v1/validation/validation.go`.
  private static void checkManagedFields(Node entries, Errors errors) {
    for (int i = 0; i < entries.items().size(); i++) {
      Node entry = entries.items().get(i);
      FieldPath path = METADATA.child("managedFields").index(i);
      String manager = entry.get("manager").text();
      if (Formats.bytes(manager) > 128) errors.add(FieldError.tooLong(path.child("manager"), 128));
      if (Formats.bytes(entry.get("subresource").text()) > 256)
        errors.add(FieldError.tooLong(path.child("subresource"), 256));
    }
  }

  private static void checkNamespace(String namespace, boolean namespaced, Errors errors) {
    FieldPath path = METADATA.child("namespace");
    if (!namespaced) {
      if (!namespace.isEmpty()) errors.add(FieldError.forbidden(path, "not allowed on this type"));
      return;
    }
    if (namespace.isEmpty()) errors.add(FieldError.required(path, ""));
    else
      for (String why : Formats.dnsLabel(namespace))
        errors.add(FieldError.invalid(path, namespace, why));
  }

  private static void checkGeneration(ObjectNode metadata, Errors errors) {
    long generation = metadata.get(Metadata.GENERATION).number(0);
    if (generation < 0)
      errors.add(
          FieldError.invalid(
              METADATA.child("generation"), generation, "must be greater than or equal to 0"));
  }

  public static void labels(ObjectNode labels, FieldPath path, Errors errors) {
    labels.forEach((key, value) -> {
      labelKey(key, path, errors);
      for (String why : Formats.labelValue(value.text()))
        errors.add(FieldError.invalid(path, value.text(), why));
    });
  }

  private static void labelKey(String key, FieldPath path, Errors errors) {
    for (String why : Formats.qualifiedName(key)) errors.add(FieldError.invalid(path, key, why));
  }

  public static void annotations(ObjectNode annotations, FieldPath path, Errors errors) {
    long size = 0;
    for (int i = 0; i < annotations.size(); i++) {
      String key = annotations.name(i);
      size += Formats.bytes(key) + Formats.bytes(annotations.value(i).text());
      for (String why : Formats.qualifiedName(key.toLowerCase(Locale.ROOT)))
        errors.add(FieldError.invalid(path, key, why));
    }
    if (size > MAX_ANNOTATION_BYTES) errors.add(FieldError.tooLong(path, MAX_ANNOTATION_BYTES));
  }

  private static void checkOwners(Node owners, Errors errors) {
    FieldPath path = METADATA.child("ownerReferences");
    String controller = "";
    for (Node owner : owners.items()) {
      checkOwner(owner, path, errors);
      if (!owner.get("controller").bool(false)) continue;
      String name = owner.get("kind").text() + "/" + owner.get("name").text();
      if (controller.isEmpty()) controller = name;
      else errors.add(FieldError.invalid(path, owners, twoControllers(controller, name)));
    }
  }

  private static String twoControllers(String one, String other) {
    return "Only one reference can have Controller set to true. Found \"true\" in references for "
        + one
        + " and "
        + other;
  }

  private static void checkOwner(Node owner, FieldPath path, Errors errors) {
    String version = owner.get("apiVersion").text();
    GroupVersion parsed = GroupVersion.parse(version);
    if (parsed.version().isEmpty())
      errors.add(
          FieldError.invalid(path.child("apiVersion"), version, "version must not be empty"));
    for (String field : List.of("kind", "name", "uid"))
      if (owner.get(field).text().isEmpty())
        errors.add(FieldError.invalid(path.child(field), "", "must not be empty"));
    String kind = owner.get("kind").text();
    if (version.equals("v1") && kind.equals("Event"))
      errors.add(
          FieldError.invalid(
              path, owner, parsed.kind(kind) + " is disallowed from being an owner"));
  }

  private static void checkFinalizers(Node finalizers, Errors errors) {
    FieldPath path = METADATA.child("finalizers");
    List<String> names = finalizers.items().stream().map(Node::text).toList();
    for (String name : names)
      for (String why : Formats.qualifiedName(name))
        errors.add(FieldError.invalid(path, name, why));
    if (names.contains(Finalizers.ORPHAN) && names.contains(Finalizers.FOREGROUND))
      errors.add(
          FieldError.invalid(
              path, finalizers, "finalizer orphan and foregroundDeletion cannot be both set"));
  }

  /// Finalizers of built-in kinds have a domain, the few standard ones apart.
  ///
  /// Source: kubernetes `pkg/apis/core/validation/validation.go`, `validateKubeFinalizerName`.
  static void checkFinalizerDomains(ObjectNode object, Errors errors) {
    List<String> names = Metadata.finalizers(object);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.contains("/") || STANDARD_FINALIZERS.contains(name)) continue;
      if (!Formats.qualifiedName(name).isEmpty()) continue;
      errors.add(
          FieldError.invalid(
              METADATA.child("finalizers").index(i),
              name,
              "name is neither a standard finalizer name nor is it fully qualified"));
    }
  }

  /// Checks what an update may not change.
  static void checkUpdate(ObjectNode object, ObjectNode old, Errors errors) {
    ObjectNode after = Metadata.of(object);
    ObjectNode before = Metadata.of(old);
    if (Metadata.deleting(old)) checkNoNewFinalizers(object, old, errors);
    if (after.get(Metadata.RESOURCE_VERSION).text().isEmpty())
      errors.add(
          FieldError.invalid(
              METADATA.child("resourceVersion"), "", "must be specified for an update"));
    checkGeneration(after, errors);
    if (Metadata.generation(object) < Metadata.generation(old))
      errors.add(
          FieldError.invalid(
              METADATA.child("generation"),
              Metadata.generation(object),
              "must not be decremented"));
    for (String field : IMMUTABLE)
      if (!after.get(field).equals(before.get(field)))
        errors.add(
            FieldError.invalid(METADATA.child(field), after.get(field), "field is immutable"));
    labels(after.get(Metadata.LABELS).object(), METADATA.child("labels"), errors);
    annotations(after.get(Metadata.ANNOTATIONS).object(), METADATA.child("annotations"), errors);
    checkOwners(after.get(Metadata.OWNER_REFERENCES), errors);
    checkManagedFields(after.get(Metadata.MANAGED_FIELDS), errors);
  }

  private static final List<String> IMMUTABLE =
      List.of(
          Metadata.NAME,
          Metadata.NAMESPACE,
          Metadata.UID,
          Metadata.CREATION_TIMESTAMP,
          Metadata.DELETION_TIMESTAMP,
          Metadata.DELETION_GRACE_PERIOD_SECONDS);

  private static void checkNoNewFinalizers(ObjectNode object, ObjectNode old, Errors errors) {
    var extra = new TreeSet<>(Metadata.finalizers(object));
    extra.removeAll(Metadata.finalizers(old));
    if (extra.isEmpty()) return;
    String list = extra.stream().map(FieldError::quote).collect(Collectors.joining(", "));
    errors.add(
        FieldError.forbidden(
            METADATA.child("finalizers"),
            "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                + list
                + "}"));
  }
}
