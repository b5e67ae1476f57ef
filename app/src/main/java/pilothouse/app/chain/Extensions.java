package pilothouse.app.chain;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import pilothouse.api.structural.Rules;
import pilothouse.apiextensions.CustomResources;
import pilothouse.cel.rules.CelRules;
import pilothouse.server.discovery.ServedGroup;

/// The custom resources of a server, beside its built-in ones.
final class Extensions {
  /// Evaluates the validation rules of schemas.
  static final Rules.Engine RULES = new CelRules();

  private Extensions() {}

  static CustomResources of(BuiltinResources builtins, PrometheusRegistry metrics) {
    var definitions = builtins.stored("apiextensions.k8s.io/v1/customresourcedefinitions");
    return new CustomResources(definitions, builtins.surroundings(metrics));
  }

  /// All groups, the built-in ones first; the same list as long as nothing changed.
  static Supplier<List<ServedGroup>> groups(List<ServedGroup> builtin, CustomResources customs) {
    return new AllGroups(builtin, customs)::get;
  }

  private static final class AllGroups {
    private final List<ServedGroup> builtin;
    private final CustomResources customs;
    private volatile Groups last;

    AllGroups(List<ServedGroup> builtin, CustomResources customs) {
      this.builtin = builtin;
      this.customs = customs;
      last = new Groups(List.of(), builtin);
    }

    List<ServedGroup> get() {
      List<ServedGroup> now = customs.groups();
      Groups known = last;
      if (known.customs() == now) return known.all();
      var all = new ArrayList<>(builtin);
      all.addAll(now);
      last = new Groups(now, List.copyOf(all));
      return last.all();
    }
  }

  /// The groups that one list of custom groups makes.
  private record Groups(List<ServedGroup> customs, List<ServedGroup> all) {}
}
