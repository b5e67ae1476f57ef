package pilothouse.builtins.storage;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// CSI drivers: what a driver can do, most of it fixed once created.
///
/// Source: `pkg/apis/storage/validation/validation.go`.
public final class CsiDriverStrategy implements Strategy {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final String UNREAD = "preventPodSchedulingIfMissing";
  private static final List<String> GROUP_POLICIES =
      List.of("File", "None", "ReadWriteOnceWithFSType");
  private static final List<String> LIFECYCLE_MODES = List.of("Persistent", "Ephemeral");

  @Override
  public ObjectNode defaults(ObjectNode driver) {
    return Edit.under(driver, "spec", CsiDriverStrategy::specDefaults);
  }

  private static ObjectNode specDefaults(ObjectNode spec) {
    ObjectNode out = Edit.absent(spec, "attachRequired", true);
    for (String name :
        List.of("podInfoOnMount", "storageCapacity", "requiresRepublish", "seLinuxMount"))
      out = Edit.absent(out, name, false);
    out = Edit.absent(out, "fsGroupPolicy", new StringNode("ReadWriteOnceWithFSType"));
    return out.get("volumeLifecycleModes").items().isEmpty()
        ? out.with("volumeLifecycleModes", ListNode.of(new StringNode("Persistent")))
        : out;
  }

  private static final String TOKENS_SHOWN =
      "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes";

  /// The feature that would read `preventPodSchedulingIfMissing` is off.
  @Override
  public ObjectNode prepareForCreate(ObjectNode driver, WriteContext context) {
    return Edit.inside(driver, "spec", spec -> spec.without(UNREAD));
  }

  /// A driver starts without a generation; a change of its spec counts it up.
  @Override
  public ObjectNode prepareForUpdate(ObjectNode driver, ObjectNode old, WriteContext context) {
    ObjectNode out =
        old.get("spec").object().has(UNREAD) ? driver : prepareForCreate(driver, context);
    if (out.get("spec").equals(old.get("spec"))) return out;
    long generation = old.at("metadata", "generation").number(0) + 1;
    return out.withAt(List.of("metadata", "generation"), new LongNode(generation));
  }

  @Override
  public List<String> warnings(ObjectNode driver, Optional<ObjectNode> old, WriteContext context) {
    Node spec = driver.get("spec");
    boolean open =
        !spec.get("tokenRequests").items().isEmpty()
            && spec.get("serviceAccountTokenInSecrets").isNull();
    return open && old.isEmpty() ? List.of(TOKENS_SHOWN) : List.of();
  }

  @Override
  public void validate(ObjectNode driver, WriteContext context, Errors errors) {
    spec(driver.get("spec"), errors);
  }

  private static void spec(Node spec, Errors errors) {
    Checks.oneOf(SPEC.child("fsGroupPolicy"), spec.get("fsGroupPolicy"), GROUP_POLICIES, errors);
    tokens(spec.get("tokenRequests").items(), errors);
    for (Node mode : spec.get("volumeLifecycleModes").items())
      Checks.oneOf(SPEC.child("volumeLifecycleModes"), mode, LIFECYCLE_MODES, errors);
    long period = spec.get("nodeAllocatableUpdatePeriodSeconds").number(10);
    if (period < 10)
      errors.add(
          FieldError.invalid(
              SPEC.child("nodeAllocatableUpdatePeriodSeconds"),
              period,
              "must be greater than or equal to 10 seconds"));
    Node inSecrets = spec.get("serviceAccountTokenInSecrets");
    if (!inSecrets.isNull() && spec.get("tokenRequests").items().isEmpty())
      errors.add(
          FieldError.invalid(
              SPEC.child("serviceAccountTokenInSecrets"),
              inSecrets,
              "serviceAccountTokenInSecrets is set but no tokenRequests are specified"));
  }

  private static void tokens(List<Node> requests, Errors errors) {
    Set<String> audiences = new HashSet<>();
    for (int i = 0; i < requests.size(); i++) {
      FieldPath at = SPEC.child("tokenRequests").index(i);
      String audience = requests.get(i).get("audience").text();
      if (!audiences.add(audience))
        errors.add(FieldError.duplicate(at.child("audience"), audience));
      Node seconds = requests.get(i).get("expirationSeconds");
      if (!seconds.isNull()) expiration(seconds.number(0), at.child("expirationSeconds"), errors);
    }
  }

  private static void expiration(long seconds, FieldPath at, Errors errors) {
    if (seconds < 600)
      errors.add(
          FieldError.invalid(at, seconds, "may not specify a duration less than 10 minutes"));
    if (seconds > 1L << 32)
      errors.add(
          FieldError.invalid(at, seconds, "may not specify a duration larger than 2^32 seconds"));
  }

  @Override
  public void validateUpdate(
      ObjectNode driver, ObjectNode old, WriteContext context, Errors errors) {
    spec(driver.get("spec"), errors);
    Node spec = driver.get("spec");
    Node before = old.get("spec");
    // The wire really says "attachedRequired".
    Checks.immutable(
        SPEC.child("attachedRequired"),
        spec.get("attachRequired"),
        before.get("attachRequired"),
        errors);
    Checks.immutable(
        SPEC.child("volumeLifecycleModes"),
        spec.get("volumeLifecycleModes"),
        before.get("volumeLifecycleModes"),
        errors);
  }

  static List<String> driverName(String name) {
    return Formats.dnsSubdomain(name);
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
