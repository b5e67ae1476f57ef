package pilothouse.app.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import pilothouse.api.structural.Rules;
import pilothouse.apiextensions.CustomResources;
import pilothouse.builtins.BuiltinDocs;
import pilothouse.server.discovery.ServedGroup;

/// The custom resources of a server, beside its built-in ones.
final class Extensions {
  /// Evaluates the validation rules of schemas.
  static final Rules.Engine RULES = Rules.UNEVALUATED;

  private Extensions() {}

  static CustomResources of(BuiltinResources builtins) {
    var definitions = builtins.stored("apiextensions.k8s.io/v1/customresourcedefinitions");
    return new CustomResources(definitions, builtins.surroundings(new BuiltinDocs()));
  }

  /// All groups, the built-in ones first; the same list as long as nothing changed.
  static Supplier<List<ServedGroup>> groups(List<ServedGroup> builtin, CustomResources customs) {
    var last = new AtomicReference<>(new Groups(List.of(), builtin));
    return () -> {
      List<ServedGroup> now = customs.groups();
      Groups known = last.get();
      if (known.customs() == now) return known.all();
      var all = new ArrayList<>(builtin);
      all.addAll(now);
      var fresh = new Groups(now, List.copyOf(all));
      last.set(fresh);
      return fresh.all();
    };
  }

  /// The groups that one list of custom groups makes.
  private record Groups(List<ServedGroup> customs, List<ServedGroup> all) {}
}
