package pilothouse.builtins.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of the devices that a claim asks for. Selectors must be there; whether their CEL compiles is not checked.
///
/// Source: kubernetes `pkg/apis/resource/validation/validation.go`.
final class DeviceClaimValidation {
  private static final int MOST_PARTS = 32;
  private static final int MOST_ALTERNATIVES = 8;
  private static final List<String> MODES = List.of("All", "ExactCount");
  private static final String EXACTLY_ONE =
      "exactly one of `exactly` or `firstAvailable` is required";
  private static final String NOT_A_REQUEST =
      "must be the name of a request in the claim or the name of a request and a subrequest"
          + " separated by '/'";
  private static final String ONE_ATTRIBUTE =
      "exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple fields"
          + " are set";

  private DeviceClaimValidation() {}

  /// @param devices the `devices` of a claim's spec
  static void check(Node devices, FieldPath at, Errors errors) {
    Set<String> names = requests(devices.get("requests").items(), at.child("requests"), errors);
    List<Node> constraints = devices.get("constraints").items();
    FieldPath list = at.child("constraints");
    few(constraints, list, MOST_PARTS, errors);
    for (int i = 0; i < constraints.size(); i++) {
      references(
          constraints.get(i).get("requests").items(),
          names,
          list.index(i).child("requests"),
          errors);
      constraint(constraints.get(i), list.index(i), errors);
    }
    List<Node> configs = devices.get("config").items();
    FieldPath config = at.child("config");
    few(configs, config, MOST_PARTS, errors);
    for (int i = 0; i < configs.size(); i++) {
      references(
          configs.get(i).get("requests").items(), names, config.index(i).child("requests"), errors);
      DeviceSettings.opaque(configs.get(i), config.index(i), errors);
    }
  }

  private static void few(List<Node> items, FieldPath at, int most, Errors errors) {
    if (items.size() > most) errors.add(FieldError.tooMany(at, items.size(), most));
  }

  /// Gives the names that constraints and settings may refer to: those of requests, and of their alternatives behind a slash.
  private static Set<String> requests(List<Node> requests, FieldPath at, Errors errors) {
    few(requests, at, MOST_PARTS, errors);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < requests.size(); i++) {
      Node request = requests.get(i);
      String name = request.get("name").text();
      request(request, at.index(i), errors);
      if (!names.add(name)) errors.add(FieldError.duplicate(at.index(i), name));
      for (Node other : request.get("firstAvailable").items())
        names.add(name + "/" + other.get("name").text());
    }
    return names;
  }

  private static void request(Node request, FieldPath at, Errors errors) {
    Checks.format(at.child("name"), request.get("name").text(), Formats::dnsLabel, errors);
    Node exactly = request.get("exactly");
    List<Node> alternatives = request.get("firstAvailable").items();
    if (exactly.isNull() && alternatives.isEmpty())
      errors.add(FieldError.required(at, EXACTLY_ONE));
    else if (!exactly.isNull() && !alternatives.isEmpty())
      errors.add(
          FieldError.invalid(at, NullNode.NULL, EXACTLY_ONE + ", but multiple fields are set"));
    else if (!exactly.isNull()) amount(exactly, at.child("exactly"), errors);
    else alternatives(alternatives, at.child("firstAvailable"), errors);
  }

  private static void alternatives(List<Node> alternatives, FieldPath at, Errors errors) {
    few(alternatives, at, MOST_ALTERNATIVES, errors);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < alternatives.size(); i++) {
      String name = alternatives.get(i).get("name").text();
      Checks.format(at.index(i).child("name"), name, Formats::dnsLabel, errors);
      amount(alternatives.get(i), at.index(i), errors);
      if (!names.add(name)) errors.add(FieldError.duplicate(at.index(i), name));
    }
  }

  /// A class of devices, which of them, and how many.
  private static void amount(Node request, FieldPath at, Errors errors) {
    Checks.requiredFormat(
        at.child("deviceClassName"), request.get("deviceClassName"), Formats::dnsSubdomain, errors);
    DeviceSettings.selectors(request.get("selectors").items(), at.child("selectors"), errors);
    long count = request.get("count").number(0);
    FieldPath here = at.child("count");
    switch (request.get("allocationMode").text()) {
      case "All" -> {
        if (count != 0)
          errors.add(
              FieldError.invalid(
                  here, count, "must not be specified when allocationMode is 'All'"));
      }
      case "ExactCount" -> {
        if (count <= 0) errors.add(FieldError.invalid(here, count, "must be greater than zero"));
      }
      case String other ->
          errors.add(FieldError.notSupported(at.child("allocationMode"), other, MODES));
    }
    DeviceSettings.tolerations(request.get("tolerations").items(), at.child("tolerations"), errors);
  }

  private static void references(
      List<Node> references, Set<String> names, FieldPath at, Errors errors) {
    few(references, at, MOST_PARTS, errors);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < references.size(); i++) {
      String name = references.get(i).text();
      for (String part : name.split("/", -1))
        for (String wrong : Formats.dnsLabel(part))
          errors.add(FieldError.invalid(at.index(i), part, wrong));
      if (!names.contains(name)) errors.add(FieldError.invalid(at.index(i), name, NOT_A_REQUEST));
      if (!seen.add(name)) errors.add(FieldError.duplicate(at.index(i), name));
    }
  }

  /// One attribute is enough; the message is upstream's, which says otherwise.
  private static void constraint(Node constraint, FieldPath at, Errors errors) {
    Node same = constraint.get("matchAttribute");
    Node distinct = constraint.get("distinctAttribute");
    if (same.isNull() && distinct.isNull()) errors.add(FieldError.required(at, ONE_ATTRIBUTE));
    if (!same.isNull()) DeviceSettings.attribute(same.text(), at.child("matchAttribute"), errors);
    if (!distinct.isNull())
      DeviceSettings.attribute(distinct.text(), at.child("distinctAttribute"), errors);
  }
}
