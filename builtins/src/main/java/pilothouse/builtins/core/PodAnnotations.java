package pilothouse.builtins.core;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// The checks of annotations that mean something to pods: old ones, which fields have replaced since.
final class PodAnnotations {
  static final String MIRROR = "kubernetes.io/config.mirror";
  private static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
  private static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";
  private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  private PodAnnotations() {}

  static void check(ObjectNode metadata, ObjectNode spec, FieldPath at, Errors errors) {
    ObjectNode annotations = metadata.get("annotations").object();
    if (annotations.has(MIRROR) && spec.get("nodeName").text().isEmpty())
      errors.add(
          FieldError.invalid(
              at.key(MIRROR),
              annotations.get(MIRROR).text(),
              "must set spec.nodeName if mirror pod annotation is set"));
    seccomp(annotations, at, errors);
    for (String key : annotations.names())
      if (key.startsWith(AppArmorAnnotations.PREFIX))
        appArmor(key, annotations.get(key).text(), spec, at.key(key), errors);
    if (annotations.has(DELETION_COST)) cost(annotations.get(DELETION_COST).text(), at, errors);
  }

  private static void cost(String cost, FieldPath at, Errors errors) {
    boolean number = cost.matches("(0|-?[1-9][0-9]{0,9})");
    if (!number || Long.parseLong(cost) != (int) Long.parseLong(cost))
      errors.add(FieldError.invalid(at.key(DELETION_COST), cost, "must be a 32bit integer"));
  }

  private static void seccomp(ObjectNode annotations, FieldPath at, Errors errors) {
    for (String key : annotations.names()) {
      if (!key.equals(SECCOMP_POD) && !key.startsWith(SECCOMP_CONTAINER)) continue;
      String profile = annotations.get(key).text();
      if (profile.startsWith("localhost/"))
        Paths.descending(at.child(key), profile.substring("localhost/".length()), errors);
      else if (!List.of("runtime/default", "docker/default", "unconfined").contains(profile))
        errors.add(FieldError.invalid(at.child(key), profile, "must be a valid seccomp profile"));
    }
  }

  private static void appArmor(
      String key, String profile, ObjectNode spec, FieldPath at, Errors errors) {
    String name = key.substring(AppArmorAnnotations.PREFIX.length());
    if (container(spec, name).isEmpty())
      errors.add(FieldError.invalid(at, name, "container not found"));
    if (profile.isEmpty() || AppArmorAnnotations.profile(profile).isPresent()) return;
    errors.add(
        FieldError.invalid(
            at, profile, "invalid AppArmor profile name: " + FieldError.quote(profile)));
  }

  private static Optional<Node> container(ObjectNode spec, String name) {
    for (String list : List.of("initContainers", "containers", "ephemeralContainers"))
      for (Node container : spec.get(list).items())
        if (container.get("name").text().equals(name)) return Optional.of(container);
    return Optional.empty();
  }

  /// Annotation and field, where both are given, must say the same.
  static void agree(ObjectNode metadata, ObjectNode spec, FieldPath at, Errors errors) {
    ObjectNode annotations = metadata.get("annotations").object();
    Node field = spec.at("securityContext", "seccompProfile");
    if (!field.isNull() && annotations.has(SECCOMP_POD))
      seccompAgrees(
          annotations.get(SECCOMP_POD).text(),
          field,
          at.child("securityContext", "seccompProfile"),
          errors);
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      List<Node> containers = spec.get(list).items();
      for (int i = 0; i < containers.size(); i++)
        container(
            annotations,
            containers.get(i),
            at.child(list).index(i).child("securityContext"),
            errors);
    }
  }

  private static void container(
      ObjectNode annotations, Node container, FieldPath at, Errors errors) {
    String name = container.get("name").text();
    Node seccomp = container.at("securityContext", "seccompProfile");
    if (!seccomp.isNull() && annotations.has(SECCOMP_CONTAINER + name))
      seccompAgrees(
          annotations.get(SECCOMP_CONTAINER + name).text(),
          seccomp,
          at.child("seccompProfile"),
          errors);
    Node armor = container.at("securityContext", "appArmorProfile");
    String key = AppArmorAnnotations.PREFIX + name;
    if (armor.isNull() || !annotations.has(key)) return;
    AppArmorAnnotations.profile(annotations.get(key).text())
        .ifPresent(profile -> armorAgrees(profile, armor, at.child("appArmorProfile"), errors));
  }

  private static void armorAgrees(ObjectNode profile, Node field, FieldPath at, Errors errors) {
    if (!profile.get("type").equals(field.get("type")))
      errors.add(
          FieldError.forbidden(
              at.child("type"), "apparmor type in annotation and field must match"));
    else if (!profile.get("localhostProfile").equals(field.get("localhostProfile")))
      errors.add(
          FieldError.forbidden(
              at.child("localhostProfile"), "apparmor profile in annotation and field must match"));
  }

  private static void seccompAgrees(String annotation, Node field, FieldPath at, Errors errors) {
    boolean localhost = annotation.startsWith("localhost/");
    boolean fits =
        switch (field.get("type").text()) {
          case "Unconfined" -> annotation.equals("unconfined");
          case "RuntimeDefault" ->
              annotation.equals("runtime/default") || annotation.equals("docker/default");
          case "Localhost" -> localhost;
          default -> true;
        };
    if (!fits)
      errors.add(
          FieldError.forbidden(
              at.child("type"), "seccomp type in annotation and field must match"));
    else if (localhost
        && field.get("type").text().equals("Localhost")
        && !annotation
            .substring("localhost/".length())
            .equals(field.get("localhostProfile").text()))
      errors.add(
          FieldError.forbidden(
              at.child("localhostProfile"), "seccomp profile in annotation and field must match"));
  }
}
