package pilothouse.app.chain;

import java.util.HashMap;
import java.util.Map;
import pilothouse.builtins.connect.NodeProxy;
import pilothouse.builtins.connect.PodLog;
import pilothouse.builtins.connect.PodProxy;
import pilothouse.builtins.connect.PodStream;
import pilothouse.builtins.connect.ServiceProxy;
import pilothouse.builtins.subresources.DisruptionBudgets;
import pilothouse.builtins.subresources.Eviction;
import pilothouse.builtins.subresources.PodBinding;
import pilothouse.registry.VirtualCreate;
import pilothouse.server.http.Handler;
import pilothouse.server.rest.Customs;

/// The subresources and kinds that bring code of their own, wired by hand under the names that definitions have for them.
final class VirtualKinds {
  private VirtualKinds() {}

  static Customs of(
      BuiltinResources builtins, ServiceAccountTokens tokens, Map<String, VirtualCreate> reviews) {
    var creates = creates(builtins, tokens);
    creates.putAll(reviews);
    return new Customs(
        creates, connections(builtins), Map.of("componentstatuses", ComponentStatuses::healthy));
  }

  private static Map<String, VirtualCreate> creates(
      BuiltinResources builtins, ServiceAccountTokens tokens) {
    var pods = builtins.stored("v1/pods");
    var binding = new PodBinding(pods);
    var budgets = new DisruptionBudgets(builtins.stored("policy/v1/poddisruptionbudgets"));
    var all = new HashMap<String, VirtualCreate>();
    all.put("bindings", binding);
    all.put("pods/binding", binding);
    all.put("pods/eviction", new Eviction(pods, budgets));
    all.put("serviceaccounts/token", tokens.request());
    return all;
  }

  private static Map<String, Handler> connections(BuiltinResources builtins) {
    var pods = builtins.stored("v1/pods");
    var nodes = builtins.stored("v1/nodes");
    var services = builtins.stored("v1/services");
    var all = new HashMap<String, Handler>();
    all.put("pods/log", new PodLog(pods, nodes));
    all.put("pods/exec", PodStream.intoContainer(pods, nodes));
    all.put("pods/attach", PodStream.intoContainer(pods, nodes));
    all.put("pods/portforward", PodStream.toPorts(pods, nodes));
    all.put("pods/proxy", new PodProxy(pods));
    all.put("nodes/proxy", new NodeProxy(nodes));
    all.put("services/proxy", new ServiceProxy(services, builtins.stored("v1/endpoints")));
    return all;
  }
}
