package pilothouse.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import pilothouse.api.tree.ObjectNode;

/// Which of the two finalizers of garbage collection a delete puts on an object.
///
/// Source: apiserver `pkg/registry/generic/registry/store.go`.
final class Finalizers {
  static final String ORPHAN = "orphan";
  static final String FOREGROUND = "foregroundDeletion";

  private Finalizers() {}

  /// The object's finalizers as the delete wants them; the very same object where nothing changes.
  static ObjectNode forDelete(ObjectNode object, DeleteOptions options, Deletion deletion) {
    if (!deletion.collected()) return object;
    List<String> before = Metadata.finalizers(object);
    var after = new ArrayList<>(before);
    after.removeAll(List.of(ORPHAN, FOREGROUND));
    if (orphans(before, options, deletion)) after.add(ORPHAN);
    if (foreground(before, options)) after.add(FOREGROUND);
    return new HashSet<>(before).equals(new HashSet<>(after))
        ? object
        : Metadata.withFinalizers(object, after);
  }

  private static boolean orphans(List<String> present, DeleteOptions options, Deletion deletion) {
    if (options.orphanDependents().isPresent()) return options.orphanDependents().get();
    if (options.propagation().isPresent())
      return options.propagation().get() == DeleteOptions.Propagation.ORPHAN;
    for (String finalizer : present) {
      if (finalizer.equals(ORPHAN)) return true;
      if (finalizer.equals(FOREGROUND)) return false;
    }
    return deletion.orphansByDefault();
  }

  private static boolean foreground(List<String> present, DeleteOptions options) {
    if (options.orphanDependents().isPresent()) return false;
    if (options.propagation().isPresent())
      return options.propagation().get() == DeleteOptions.Propagation.FOREGROUND;
    for (String finalizer : present) {
      if (finalizer.equals(FOREGROUND)) return true;
      if (finalizer.equals(ORPHAN)) return false;
    }
    return false;
  }
}
