package pilothouse.builtins.connect;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;

/// Which container of a pod a request means.
///
/// Source: `pkg/registry/core/pod/strategy.go`.
final class Containers {
  private Containers() {}

  /// @throws ApiException `BadRequest` where the name is none of the pod's, or is missing and there are several
  static void require(ObjectNode pod, String asked) {
    String name = pod.at("metadata", "name").text();
    List<String> main = names(pod, "containers");
    List<String> init = names(pod, "initContainers");
    if (asked.isEmpty()) {
      if (main.size() == 1) return;
      throw ApiException.badRequest(
          "a container name must be specified for pod "
              + name
              + ", choose one of: "
              + printed(main)
              + initHint(init));
    }
    boolean known =
        Stream.of(main, init, names(pod, "ephemeralContainers"))
            .anyMatch(all -> all.contains(asked));
    if (!known)
      throw ApiException.badRequest("container " + asked + " is not valid for pod " + name);
  }

  private static List<String> names(ObjectNode pod, String list) {
    return pod.at("spec", list).items().stream().map(c -> c.get("name").text()).toList();
  }

  private static String initHint(List<String> init) {
    return init.isEmpty() ? "" : " or one of the init containers: " + printed(init);
  }

  private static String printed(List<String> names) {
    return names.stream().collect(Collectors.joining(" ", "[", "]"));
  }
}
