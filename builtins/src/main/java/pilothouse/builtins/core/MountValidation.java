package pilothouse.builtins.core;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The checks of what a container mounts, as file systems and as block devices.
final class MountValidation {
  private static final List<String> PROPAGATIONS =
      List.of("Bidirectional", "HostToContainer", "None");
  private static final List<String> READ_ONLY = List.of("Disabled", "Enabled", "IfPossible");

  private MountValidation() {}

  static void mounts(
      FieldPath at, ObjectNode container, Map<String, ObjectNode> volumes, Errors errors) {
    List<Node> mounts = container.get("volumeMounts").items();
    Set<String> devices = texts(container, "volumeDevices", "name");
    Set<String> devicePaths = texts(container, "volumeDevices", "devicePath");
    Set<String> paths = new HashSet<>();
    for (int i = 0; i < mounts.size(); i++) {
      FieldPath path = at.index(i);
      Node mount = mounts.get(i);
      String name = mount.get("name").text();
      String place = mount.get("mountPath").text();
      Checks.required(path.child("name"), mount.get("name"), errors);
      if (!volumes.containsKey(name)) errors.add(FieldError.notFound(path.child("name"), name));
      Checks.required(path.child("mountPath"), mount.get("mountPath"), errors);
      if (!paths.add(place)) invalid(path.child("mountPath"), place, "must be unique", errors);
      if (devices.contains(name))
        invalid(path.child("name"), name, "must not already exist in volumeDevices", errors);
      if (devicePaths.contains(place))
        invalid(
            path.child("mountPath"),
            place,
            "must not already exist as a path in volumeDevices",
            errors);
      subPath(at, path, mount, errors);
      if (!mount.get("mountPropagation").isNull())
        propagation(at.child("mountPropagation"), mount, container, errors);
      readOnly(at.child("recursiveReadOnly"), mount, errors);
    }
  }

  private static void invalid(FieldPath at, String value, String why, Errors errors) {
    errors.add(FieldError.invalid(at, value, why));
  }

  private static Set<String> texts(ObjectNode container, String list, String name) {
    Set<String> out = new HashSet<>();
    for (Node item : container.get(list).items()) out.add(item.get(name).text());
    return out;
  }

  private static void subPath(FieldPath at, FieldPath path, Node mount, Errors errors) {
    String plain = mount.get("subPath").text();
    String expression = mount.get("subPathExpr").text();
    if (!plain.isEmpty()) Paths.descending(at.child("subPath"), plain, errors);
    if (expression.isEmpty()) return;
    if (!plain.isEmpty())
      invalid(
          path.child("subPathExpr"),
          expression,
          "subPathExpr and subPath are mutually exclusive",
          errors);
    Paths.descending(at.child("subPathExpr"), expression, errors);
  }

  private static void propagation(FieldPath at, Node mount, ObjectNode container, Errors errors) {
    Node mode = mount.get("mountPropagation");
    Checks.oneOf(at, mode, PROPAGATIONS, errors);
    boolean privileged = container.at("securityContext", "privileged").bool(false);
    if (mode.text().equals("Bidirectional") && !privileged)
      errors.add(
          FieldError.forbidden(
              at, "Bidirectional mount propagation is available only to privileged containers"));
  }

  private static void readOnly(FieldPath at, Node mount, Errors errors) {
    Node recursive = mount.get("recursiveReadOnly");
    if (recursive.isNull() || !Checks.oneOf(at, recursive, READ_ONLY, errors)) return;
    if (recursive.text().equals("Disabled")) return;
    if (!mount.get("readOnly").bool(false))
      errors.add(FieldError.forbidden(at, "may only be specified when readOnly is true"));
    if (!mount.get("mountPropagation").text("None").equals("None"))
      errors.add(
          FieldError.forbidden(
              at, "may only be specified when mountPropagation is None or not specified"));
  }

  static void devices(
      FieldPath at, ObjectNode container, Map<String, ObjectNode> volumes, Errors errors) {
    List<Node> devices = container.get("volumeDevices").items();
    Set<String> mounts = texts(container, "volumeMounts", "name");
    Set<String> mountPaths = texts(container, "volumeMounts", "mountPath");
    Set<String> names = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (int i = 0; i < devices.size(); i++) {
      FieldPath path = at.index(i);
      Node device = devices.get(i);
      String name = device.get("name").text();
      Checks.required(path.child("name"), device.get("name"), errors);
      if (names.contains(name)) invalid(path.child("name"), name, "must be unique", errors);
      block(path.child("name"), name, volumes, errors);
      devicePath(path.child("devicePath"), device.get("devicePath"), paths, errors);
      if (mounts.contains(name))
        invalid(path.child("name"), name, "must not already exist in volumeMounts", errors);
      String place = device.get("devicePath").text();
      if (mountPaths.contains(place))
        invalid(
            path.child("devicePath"),
            place,
            "must not already exist as a path in volumeMounts",
            errors);
      if (!name.isEmpty()) names.add(name);
    }
  }

  private static void block(
      FieldPath at, String name, Map<String, ObjectNode> volumes, Errors errors) {
    ObjectNode volume = volumes.get(name);
    if (volume == null) errors.add(FieldError.notFound(at, name));
    else if (!volume.has("persistentVolumeClaim") && !volume.has("ephemeral"))
      invalid(
          at,
          name,
          "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode",
          errors);
  }

  private static void devicePath(FieldPath at, Node device, Set<String> paths, Errors errors) {
    String place = device.text();
    Checks.required(at, device, errors);
    if (paths.contains(place)) invalid(at, place, "must be unique", errors);
    if (List.of(place.split("/", -1)).contains(".."))
      invalid(at, place, "can not contain backsteps ('..')", errors);
    else paths.add(place);
  }
}
