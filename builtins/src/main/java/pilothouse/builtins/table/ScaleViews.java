package pilothouse.builtins.table;

import java.util.List;
import pilothouse.registry.ScaleView;

/// How the kinds with replicas show as a `Scale`.
public final class ScaleViews {
  private static final List<String> SPEC = List.of("spec", "replicas");
  private static final List<String> STATUS = List.of("status", "replicas");

  private ScaleViews() {}

  public static ScaleView of(String kind) {
    return kind.equals("ReplicationController")
        ? new ScaleView(SPEC, STATUS, o -> SelectorText.ofMap(o.at("spec", "selector").object()))
        : new ScaleView(SPEC, STATUS, o -> SelectorText.of(o.at("spec", "selector").object()));
  }
}
