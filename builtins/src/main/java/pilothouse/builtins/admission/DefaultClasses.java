package pilothouse.builtins.admission;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Metadata;

/// Classes that an annotation makes the default: the newest of them, and of equally old ones the first by name.
final class DefaultClasses {
  private DefaultClasses() {}

  static Optional<String> newest(List<ObjectNode> classes, List<String> annotations) {
    return classes.stream()
        .filter(c -> marked(c, annotations))
        .min(
            Comparator.comparing(
                    (ObjectNode c) -> Metadata.text(c, Metadata.CREATION_TIMESTAMP),
                    Comparator.reverseOrder())
                .thenComparing(Metadata::name))
        .map(Metadata::name);
  }

  private static boolean marked(ObjectNode object, List<String> annotations) {
    for (String annotation : annotations)
      if (Metadata.get(object, Metadata.ANNOTATIONS).get(annotation).text().equals("true"))
        return true;
    return false;
  }
}
