package pilothouse.registry.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;

/// The fields that an apply would take from other managers. Source of the words: apimachinery `managedfields/internal/conflict.go`.
final class Conflicts extends RuntimeException {
  private final transient Map<Manager, FieldSet> byManager;

  Conflicts(Map<Manager, FieldSet> byManager) {
    super("apply conflicts", null, false, false);
    this.byManager = new TreeMap<>(byManager);
  }

  /// These conflicts less fields over which there is none; empty where that is all.
  Optional<Conflicts> without(FieldSet allowed) {
    var rest = new TreeMap<Manager, FieldSet>();
    byManager.forEach((manager, fields) -> {
      FieldSet left = fields.difference(allowed);
      if (!left.isEmpty()) rest.put(manager, left);
    });
    return rest.isEmpty() ? Optional.empty() : Optional.of(new Conflicts(rest));
  }

  ApiException status() {
    var causes = new ArrayList<Status.Cause>();
    byManager.forEach((manager, fields) ->
        paths(fields)
            .forEach(path ->
                causes.add(
                    new Status.Cause(
                        "FieldManagerConflict", "conflict with " + manager.words(), path))));
    var details = Status.Details.NONE.withCauses(causes);
    return new ApiException(Status.failure(Reason.CONFLICT, message(causes), details));
  }

  private String message(List<Status.Cause> causes) {
    if (causes.size() == 1)
      return "Apply failed with 1 conflict: "
          + causes.getFirst().message()
          + ": "
          + causes.getFirst().field();
    return "Apply failed with "
        + causes.size()
        + " conflicts: "
        + byManager.entrySet().stream()
            .map(e -> words(e.getKey(), e.getValue()))
            .collect(Collectors.joining("\n"));
  }

  private static String words(Manager manager, FieldSet fields) {
    return "conflicts with "
        + manager.words()
        + ":\n"
        + paths(fields).stream().map(path -> "- " + path).collect(Collectors.joining("\n"));
  }

  private static List<String> paths(FieldSet fields) {
    var out = new ArrayList<String>();
    fields.forEach(
        path -> out.add(path.stream().map(Element::toString).collect(Collectors.joining())));
    return out;
  }
}
