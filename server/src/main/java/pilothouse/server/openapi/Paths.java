package pilothouse.server.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The parameters of a path: those that all its operations share stand with the path, the others with their operation; both sorted by name.
record Paths(List<Param> shared) {
  static Paths of(List<Operation> operations) {
    Set<Param> shared = new LinkedHashSet<>(operations.getFirst().parameters());
    for (Operation operation : operations) shared.retainAll(operation.parameters());
    return new Paths(sorted(shared));
  }

  List<Param> own(Operation operation) {
    var own = new ArrayList<>(operation.parameters());
    own.removeAll(shared);
    return sorted(own);
  }

  private static List<Param> sorted(Iterable<Param> parameters) {
    var out = new ArrayList<Param>();
    parameters.forEach(out::add);
    out.sort(Comparator.comparing(Param::name).thenComparing(Param::in));
    return out;
  }
}
