package pilothouse.encryption;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.GroupResource;
import pilothouse.api.tree.ListNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// The names in a rule's `resources`, and what may not stand there.
///
/// Source of texts: apiserver `pkg/apis/apiserver/validation/validation_encryption.go`.
final class ResourceNames {
  static final GroupResource EVERYTHING = new GroupResource("*", "*");
  private static final Set<String> WITHOUT_API =
      Set.of("apiserveripinfo", "serviceipallocations", "servicenodeportallocations");

  private ResourceNames() {}

  /// `pandas.bears.example` is the resource `pandas` of the group `bears.example`.
  static GroupResource parse(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? new GroupResource("", name)
        : new GroupResource(name.substring(dot + 1), name.substring(0, dot));
  }

  /// A name as it stands in the file.
  static String text(GroupResource resource) {
    return resource.resource().equals("*") && resource.group().isEmpty()
        ? "*."
        : resource.group().isEmpty()
            ? resource.resource()
            : resource.resource() + "." + resource.group();
  }

  static List<FieldError> check(List<String> names, FieldPath path) {
    var errors = new ArrayList<FieldError>();
    var parsed = names.stream().map(ResourceNames::parse).toList();
    if (new HashSet<>(parsed).size() < parsed.size())
      errors.add(invalid(path, names, "the same resource cannot be specified multiple times"));
    if (overlap(parsed))
      errors.add(
          invalid(
              path,
              names,
              "using overlapping resources such as 'secrets' and '*.' in the same resource list is not allowed as they will be masked"));
    for (int i = 0; i < names.size(); i++) {
      FieldPath at = path.index(i);
      String name = names.get(i);
      fault(name).ifPresent(fault -> errors.add(FieldError.invalid(at, name, fault)));
    }
    return errors;
  }

  private static FieldError invalid(FieldPath path, List<String> names, String detail) {
    return FieldError.invalid(path, ListNode.ofTexts(names), detail);
  }

  private static boolean overlap(List<GroupResource> names) {
    if (names.size() < 2) return false;
    if (names.contains(EVERYTHING)) return true;
    return names.stream()
        .filter(wide -> wide.resource().equals("*"))
        .anyMatch(
            wide -> names.stream().filter(other -> other.group().equals(wide.group())).count() > 1);
  }

  private static Optional<String> fault(String name) {
    if (!name.equals(name.toLowerCase(Locale.ROOT)))
      return Optional.of("resource name should not contain capital letters");
    if (name.equals("*"))
      return Optional.of(
          "use '*.' to encrypt all the resources from core API group or *.* to encrypt all resources");
    if (WITHOUT_API.contains(name))
      return Optional.of("resources which do not have REST API/s cannot be encrypted");
    var parsed = parse(name);
    if (parsed.group().equals("events.k8s.io"))
      return Optional.of(
          "'*.events.k8s.io' objects are stored using the 'events' API group in etcd. Use 'events' instead in the config file");
    if (parsed.group().equals("extensions"))
      return Optional.of("'extensions' group has been removed and cannot be used for encryption");
    if (parsed.group().equals("*") && !parsed.resource().equals("*"))
      return Optional.of("encrypting the same resource across groups is not supported");
    return Optional.empty();
  }
}
