package pilothouse.builtins.core;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Quantities;
import pilothouse.builtins.meta.ResourceNames;

/// The checks of what a container, or a pod as a whole, asks for and is limited to.
public final class ContainerResources {
  private static final List<String> RESIZED = List.of("cpu", "memory");
  private static final List<String> RESIZES = List.of("NotRequired", "RestartContainer");

  private final FieldPath at;
  private final ObjectNode limits;
  private final ObjectNode requests;
  private final Errors errors;

  private ContainerResources(FieldPath at, ObjectNode resources, Errors errors) {
    this.at = at;
    this.limits = resources.get("limits").object();
    this.requests = resources.get("requests").object();
    this.errors = errors;
  }

  public static void container(
      FieldPath at, ObjectNode resources, Set<String> claims, Errors errors) {
    new ContainerResources(at, resources, errors).check();
    claims(at.child("claims"), resources.get("claims").items(), claims, errors);
  }

  private void check() {
    for (String name : Checks.keys(limits))
      amount(at.child("limits").key(name), name, limits.get(name));
    for (String name : Checks.keys(requests)) {
      FieldPath path = at.child("requests").key(name);
      amount(path, name, requests.get(name));
      againstLimit(name);
    }
    boolean huge = has(ResourceNames::hugePages);
    boolean computed = has(RESIZED::contains);
    if (huge && !computed) errors.add(FieldError.forbidden(at, "HugePages require cpu or memory"));
  }

  private boolean has(Predicate<String> name) {
    return limits.names().stream().anyMatch(name) || requests.names().stream().anyMatch(name);
  }

  private void amount(FieldPath path, String name, Node quantity) {
    ResourceNames.container(path, name, errors);
    quantity(path, name, quantity, errors);
    if (ResourceNames.hugePages(name)) hugePages(path, name, quantity);
  }

  /// A quantity that is not negative, and whole where the resource is counted.
  static void quantity(FieldPath at, String name, Node quantity, Errors errors) {
    BigDecimal value = Quantities.value(quantity);
    String text = Quantities.text(quantity);
    if (value.signum() < 0)
      errors.add(FieldError.invalid(at, text, "must be greater than or equal to 0"));
    if (ResourceNames.whole(name) && value.stripTrailingZeros().scale() > 0)
      errors.add(FieldError.invalid(at, text, "must be an integer"));
  }

  private void hugePages(FieldPath path, String name, Node quantity) {
    BigDecimal size = Quantities.value(new StringNode(name.substring("hugepages-".length())));
    BigDecimal value = Quantities.value(quantity);
    if (size.signum() > 0 && value.remainder(size).signum() == 0) return;
    String text = Quantities.text(quantity);
    errors.add(
        FieldError.invalid(path, text, text + " is not positive integer multiple of " + name));
  }

  private void againstLimit(String name) {
    Node request = requests.get(name);
    boolean overcommits = ResourceNames.overcommits(name);
    if (!limits.has(name)) {
      if (!overcommits)
        errors.add(
            FieldError.required(
                at.child("limits"), "Limit must be set for non overcommitable resources"));
      return;
    }
    int order = Quantities.compare(request, limits.get(name));
    String rest = name + " limit of " + Quantities.text(limits.get(name));
    String text = Quantities.text(request);
    if (order != 0 && !overcommits)
      errors.add(FieldError.invalid(at.child("requests"), text, "must be equal to " + rest));
    else if (order > 0)
      errors.add(
          FieldError.invalid(at.child("requests"), text, "must be less than or equal to " + rest));
  }

  private static void claims(FieldPath at, List<Node> claims, Set<String> known, Errors errors) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < claims.size(); i++) {
      FieldPath path = at.index(i);
      String name = claims.get(i).get("name").text();
      String request = claims.get(i).get("request").text();
      if (name.isEmpty()) {
        errors.add(FieldError.required(path, ""));
        continue;
      }
      String key = request.isEmpty() ? name : name + "/" + request;
      if (!seen.add(key) || (!request.isEmpty() && seen.contains(name)))
        errors.add(FieldError.duplicate(path, key));
      if (!known.contains(name)) unknown(path, name, known, errors);
      Checks.formatIfSet(
          path.child("request"), claims.get(i).get("request"), Formats::dnsLabel, errors);
    }
  }

  private static void unknown(FieldPath at, String name, Set<String> known, Errors errors) {
    String rest = known.isEmpty() ? " which is empty" : ": " + String.join(", ", known);
    errors.add(
        new FieldError(
            FieldError.Kind.NOT_FOUND,
            at.toString(),
            FieldError.quote(name),
            "must be one of the names in pod.spec.resourceClaims" + rest));
  }

  static void resizePolicy(FieldPath at, Node policies, String restartPolicy, Errors errors) {
    Set<String> seen = new HashSet<>();
    for (Node policy : policies.items()) {
      String name = policy.get("resourceName").text();
      String restart = policy.get("restartPolicy").text();
      if (!seen.add(name)) errors.add(FieldError.duplicate(at, name));
      if (name.isEmpty()) errors.add(FieldError.required(at, ""));
      else Checks.oneOf(at, policy.get("resourceName"), RESIZED, errors);
      if (restart.isEmpty()) errors.add(FieldError.required(at, ""));
      else Checks.oneOf(at, policy.get("restartPolicy"), RESIZES, errors);
      if (restartPolicy.equals("Never") && !restart.equals("NotRequired"))
        errors.add(
            FieldError.invalid(
                at, restart, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"));
    }
  }

  /// What the pod as a whole asks for must cover what its containers ask for.
  static void pod(ObjectNode spec, Set<String> claims, FieldPath at, Errors errors) {
    if (!(spec.get("resources") instanceof ObjectNode resources)) return;
    FieldPath path = at.child("resources");
    if (!resources.get("claims").items().isEmpty())
      errors.add(
          FieldError.forbidden(
              path.child("claims"), "claims may not be set for Resources at pod-level"));
    var check = new ContainerResources(path, resources, errors);
    check.podLevel();
    claims(path.child("claims"), resources.get("claims").items(), claims, errors);
    check.covers(spec);
  }

  private void podLevel() {
    for (String name : Checks.keys(limits))
      podAmount(at.child("limits").key(name), name, limits.get(name));
    for (String name : Checks.keys(requests)) {
      podAmount(at.child("requests").key(name), name, requests.get(name));
      if (limits.has(name)) againstLimit(name);
    }
  }

  private void podAmount(FieldPath path, String name, Node quantity) {
    ResourceNames.check(path, name, errors);
    if (!PodLevelResources.supported(name))
      errors.add(FieldError.notSupported(path, name, List.of("cpu", "hugepages-", "memory")));
    quantity(path, name, quantity, errors);
  }

  private void covers(ObjectNode spec) {
    ObjectNode asked = PodLevelResources.requests(spec);
    for (String name : Checks.keys(requests)) {
      if (!asked.has(name) || Quantities.compare(requests.get(name), asked.get(name)) >= 0)
        continue;
      errors.add(
          FieldError.invalid(
              at.child("requests").key(name),
              Quantities.text(requests.get(name)),
              "must be greater than or equal to aggregate container requests of "
                  + Quantities.text(asked.get(name))));
    }
    containerLimits(spec, "containers");
    containerLimits(spec, "initContainers");
  }

  private void containerLimits(ObjectNode spec, String list) {
    List<Node> containers = spec.get(list).items();
    for (int i = 0; i < containers.size(); i++) {
      ObjectNode own = containers.get(i).at("resources", "limits").object();
      FieldPath path = FieldPath.of("spec", list).index(i).child("resources", "limits");
      for (String name : Checks.keys(own)) {
        if (!limits.has(name) || Quantities.compare(own.get(name), limits.get(name)) <= 0) continue;
        errors.add(
            FieldError.invalid(
                path.key(name),
                Quantities.text(own.get(name)),
                "must be less than or equal to pod limits of "
                    + Quantities.text(limits.get(name))));
      }
    }
  }
}
