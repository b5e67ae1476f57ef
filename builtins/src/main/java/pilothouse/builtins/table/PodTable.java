package pilothouse.builtins.table;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.TableColumns.Row;

/// The row of a pod: readiness, restarts and one word of status, summed up from its containers.
final class PodTable {
  private final Node pod;
  private final Instant now;
  private final Set<String> sidecars = new HashSet<>();
  private String reason;
  private Optional<Instant> restarted = Optional.empty();
  private long restarts;
  private long ready;

  private PodTable(Node pod, Instant now) {
    this.pod = pod;
    this.now = now;
    this.reason = firstReason(pod);
    for (Node container : pod.at("spec", "initContainers").items())
      if (container.get("restartPolicy").text().equals("Always"))
        sidecars.add(container.get("name").text());
  }

  static Row row(ObjectNode pod, Instant now) {
    return new PodTable(pod, now).row(pod);
  }

  private Row row(ObjectNode object) {
    boolean initializing = initContainers();
    if (!initializing || Cells.conditionTrue(pod, "Initialized")) containers();
    deletion();
    int total = pod.at("spec", "containers").items().size() + sidecars.size();
    return Cells.named(object, now)
        .text(ready + "/" + total)
        .text(reason)
        .text(restartsText())
        .age()
        .text(Cells.orElse(podIp(), Cells.NONE))
        .text(Cells.NONE, "spec", "nodeName")
        .text(Cells.NONE, "status", "nominatedNodeName")
        .text(gates())
        .row(conditions());
  }

  private static String firstReason(Node pod) {
    if (Cells.anyCondition(pod, PodTable::gated)) return "SchedulingGated";
    return Cells.orElse(pod.at("status", "reason").text(), pod.at("status", "phase").text());
  }

  private static boolean gated(Node condition) {
    return condition.get("type").text().equals("PodScheduled")
        && condition.get("reason").text().equals("SchedulingGated");
  }

  /// Counts the init containers; true when one of them still holds the pod back, whose state is the pod's then.
  private boolean initContainers() {
    List<Node> statuses = pod.at("status", "initContainerStatuses").items();
    long sidecarRestarts = 0;
    Optional<Instant> sidecarRestarted = Optional.empty();
    for (int i = 0; i < statuses.size(); i++) {
      Node status = statuses.get(i);
      boolean sidecar = sidecars.contains(status.get("name").text());
      countRestarts(status);
      if (sidecar) {
        sidecarRestarts += status.get("restartCount").number(0);
        sidecarRestarted = later(sidecarRestarted, lastEnd(status));
      }
      if (passed(status, sidecar)) continue;
      reason = "Init:" + initReason(status, i);
      return true;
    }
    restarts = sidecarRestarts;
    restarted = sidecarRestarted;
    return false;
  }

  private boolean passed(Node status, boolean sidecar) {
    Node ended = status.at("state", "terminated");
    if (!ended.isNull() && ended.get("exitCode").number(0) == 0) return true;
    boolean started = sidecar && status.get("started").bool(false);
    if (started && status.get("ready").bool(false)) ready++;
    return started;
  }

  private String initReason(Node status, int index) {
    Node ended = status.at("state", "terminated");
    if (!ended.isNull()) return endReason(ended);
    String waiting = status.at("state", "waiting", "reason").text();
    if (!waiting.isEmpty() && !waiting.equals("PodInitializing")) return waiting;
    return index + "/" + pod.at("spec", "initContainers").items().size();
  }

  private static String endReason(Node ended) {
    String reason = ended.get("reason").text();
    if (!reason.isEmpty()) return reason;
    long signal = ended.get("signal").number(0);
    return signal != 0 ? "Signal:" + signal : "ExitCode:" + ended.get("exitCode").number(0);
  }

  private void containers() {
    boolean running = false;
    for (Node status : pod.at("status", "containerStatuses").items().reversed()) {
      countRestarts(status);
      Node state = status.get("state");
      if (!state.at("waiting", "reason").text().isEmpty())
        reason = state.at("waiting", "reason").text();
      else if (!state.get("terminated").isNull()) reason = endReason(state.get("terminated"));
      else if (status.get("ready").bool(false) && !state.get("running").isNull()) {
        running = true;
        ready++;
      }
    }
    if (running && reason.equals("Completed"))
      reason = Cells.conditionTrue(pod, "Ready") ? "Running" : "NotReady";
  }

  private void countRestarts(Node status) {
    restarts += status.get("restartCount").number(0);
    restarted = later(restarted, lastEnd(status));
  }

  private static Optional<Instant> lastEnd(Node status) {
    return Ages.instant(status.at("lastState", "terminated", "finishedAt"));
  }

  private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
    if (a.isEmpty()) return b;
    return b.isPresent() && b.get().isAfter(a.get()) ? b : a;
  }

  private void deletion() {
    if (!Cells.deleting(pod)) return;
    if (pod.at("status", "reason").text().equals("NodeLost")) reason = "Unknown";
    else if (!ended(pod.at("status", "phase").text())) reason = "Terminating";
  }

  private static boolean ended(String phase) {
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  private String restartsText() {
    if (restarts == 0 || restarted.isEmpty()) return Long.toString(restarts);
    return restarts + " (" + Ages.text(Duration.between(restarted.get(), now)) + " ago)";
  }

  private String podIp() {
    List<Node> ips = pod.at("status", "podIPs").items();
    return ips.isEmpty() ? "" : ips.getFirst().get("ip").text();
  }

  private String gates() {
    List<Node> gates = pod.at("spec", "readinessGates").items();
    long met =
        gates.stream().filter(g -> Cells.conditionTrue(pod, g.get("conditionType").text())).count();
    return gates.isEmpty() ? Cells.NONE : met + "/" + gates.size();
  }

  private List<Node> conditions() {
    return switch (pod.at("status", "phase").text()) {
      case "Succeeded" ->
          ListNode.of(completed("Succeeded", "The pod has completed successfully.")).items();
      case "Failed" -> ListNode.of(completed("Failed", "The pod failed.")).items();
      default -> List.of();
    };
  }

  private static Node completed(String reason, String message) {
    return ObjectNode.builder()
        .put("type", "Completed")
        .put("status", "True")
        .put("reason", reason)
        .put("message", message)
        .build();
  }
}
