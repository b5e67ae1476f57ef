package pilothouse.app.flags;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pilothouse.server.metrics.Metrics;

/// Which feature gates are on. Names, stages and defaults are those of kube-apiserver 1.36 (`feature-gates.tsv`).
public final class FeatureGates {
  private record Gate(String name, String stage, boolean on) {
    static Gate parse(String row) {
      String[] cell = row.split("\t");
      return new Gate(cell[0], cell[1], Boolean.parseBoolean(cell[2]));
    }

    boolean isOfGroup(String group) {
      return group.equals("AllAlpha") && stage.equals("ALPHA")
          || group.equals("AllBeta") && stage.equals("BETA");
    }
  }

  private static final List<String> EXPERIMENTS = List.of("ALPHA", "BETA", "DEPRECATED");

  private final Map<String, Boolean> gates;

  private FeatureGates(Map<String, Boolean> gates) {
    this.gates = Collections.unmodifiableMap(gates);
  }

  /// The defaults with what `wanted` sets; unknown names and changes of locked gates go to `errors`.
  static FeatureGates of(Map<String, String> wanted, List<String> errors) {
    var known = new HashMap<String, Gate>();
    for (String row : FlagTable.rows("feature-gates.tsv")) {
      var gate = Gate.parse(row);
      known.put(gate.name(), gate);
    }
    var gates = new TreeMap<String, Boolean>();
    known.forEach((name, gate) -> gates.put(name, gate.on()));
    var settings = new HashMap<String, Boolean>();
    wanted.forEach((key, value) -> read(key, value, known, settings, errors));
    for (String group : List.of("AllAlpha", "AllBeta")) applyGroup(group, settings, known, gates);
    gates.putAll(settings);
    return new FeatureGates(gates);
  }

  private static void read(
      String key,
      String value,
      Map<String, Gate> known,
      Map<String, Boolean> settings,
      List<String> errors) {
    String name = key.startsWith("kube:") ? key.substring("kube:".length()) : key;
    var gate = known.get(name);
    if (gate == null) {
      errors.add("--feature-gates: unrecognized feature gate: " + name);
      return;
    }
    if (FlagType.BOOL.fault(value).isPresent()) {
      errors.add("--feature-gates: invalid value of " + name + "=" + value + ", use true or false");
      return;
    }
    boolean on = "1tTtrueTRUETrue".contains(value);
    if (gate.stage().equals("LOCKED") && on != gate.on())
      errors.add(
          "--feature-gates: cannot set feature gate "
              + name
              + " to "
              + on
              + ", feature is locked to "
              + gate.on());
    settings.put(name, on);
  }

  private static void applyGroup(
      String group,
      Map<String, Boolean> settings,
      Map<String, Gate> known,
      Map<String, Boolean> gates) {
    var on = settings.get(group);
    if (on == null) return;
    known.forEach((name, gate) -> {
      if (gate.isOfGroup(group)) gates.put(name, on);
    });
  }

  public boolean isOn(String name) {
    return gates.getOrDefault(name, false);
  }

  /// Every gate as the metrics tell it, by name. Of gates that are no longer experiments the stage is empty.
  public List<Metrics.Feature> all() {
    var stages = new HashMap<String, String>();
    for (String row : FlagTable.rows("feature-gates.tsv")) {
      var gate = Gate.parse(row);
      stages.put(gate.name(), EXPERIMENTS.contains(gate.stage()) ? gate.stage() : "");
    }
    return gates.entrySet().stream()
        .map(gate ->
            new Metrics.Feature(
                gate.getKey(), stages.getOrDefault(gate.getKey(), ""), gate.getValue()))
        .toList();
  }
}
