package pilothouse.builtins.core;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Quantities;
import pilothouse.builtins.meta.ResourceNames;

/// The checks of limit ranges: for each resource min, default request, default and max must rise.
final class LimitRangeValidation {
  private static final List<String> TYPES = List.of("Pod", "Container", "PersistentVolumeClaim");
  private static final List<String> LISTS =
      List.of("max", "min", "default", "defaultRequest", "maxLimitRequestRatio");

  private final FieldPath at;
  private final Node item;
  private final Errors errors;

  private LimitRangeValidation(FieldPath at, Node item, Errors errors) {
    this.at = at;
    this.item = item;
    this.errors = errors;
  }

  static void check(ObjectNode range, Errors errors) {
    List<Node> items = range.at("spec", "limits").items();
    Set<String> types = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      FieldPath at = FieldPath.of("spec", "limits").index(i);
      String type = items.get(i).get("type").text();
      type(at.child("type"), type, errors);
      if (!types.add(type)) errors.add(FieldError.duplicate(at.child("type"), type));
      new LimitRangeValidation(at, items.get(i), errors).item(type);
    }
  }

  private static void type(FieldPath at, String type, Errors errors) {
    int before = errors.size();
    Checks.format(at, type, Formats::qualifiedName, errors);
    if (errors.size() == before && !type.contains("/") && !TYPES.contains(type))
      errors.add(FieldError.invalid(at, type, "must be a standard limit type or fully qualified"));
  }

  private void item(String type) {
    Set<String> names = new TreeSet<>();
    for (String list : LISTS) names(type, list, names);
    if (type.equals("PersistentVolumeClaim")
        && item.at("min", "storage").isNull()
        && item.at("max", "storage").isNull())
      errors.add(
          FieldError.required(
              at.child("limits"),
              "either minimum or maximum storage value is required, but neither was provided"));
    for (String name : names) resource(name);
  }

  private void names(String type, String list, Set<String> names) {
    if (type.equals("Pod") && list.startsWith("default")) {
      if (!item.get(list).object().isEmpty())
        errors.add(
            FieldError.forbidden(at.child(list), "may not be specified when `type` is 'Pod'"));
      return;
    }
    for (String name : Checks.keys(item.get(list))) {
      if (!TYPES.contains(type)) ResourceNames.check(at.child(list).key(name), name, errors);
      else if (type.equals("PersistentVolumeClaim"))
        ResourceNames.check(at.child(list).key(name), name, errors);
      else ResourceNames.container(at.child(list).key(name), name, errors);
      names.add(name);
    }
  }

  private void resource(String name) {
    rising(name, "min", "max", "min", "min value %s is greater than max value %s");
    rising(
        name,
        "min",
        "defaultRequest",
        "defaultRequest",
        "min value %s is greater than default request value %s");
    rising(
        name,
        "defaultRequest",
        "max",
        "defaultRequest",
        "default request value %s is greater than max value %s");
    rising(
        name,
        "defaultRequest",
        "default",
        "defaultRequest",
        "default request value %s is greater than default limit value %s");
    rising(
        name, "min", "default", "default", "min value %s is greater than default value %s", true);
    rising(
        name, "default", "max", "default", "default value %s is greater than max value %s", true);
    ratio(name);
    if (!ResourceNames.overcommits(name)) equal(name);
  }

  private void rising(String name, String low, String high, String field, String text) {
    rising(name, low, high, field, text, false);
  }

  /// @param printsOther whether the message shows the side that is not the field's own: upstream does for defaults
  private void rising(
      String name, String low, String high, String field, String text, boolean printsOther) {
    Node a = item.at(low, name);
    Node b = item.at(high, name);
    if (a.isNull() || b.isNull() || Quantities.compare(a, b) <= 0) return;
    Node own = item.at(field, name);
    Node printed = printsOther ? (field.equals(low) ? b : a) : own;
    errors.add(
        FieldError.invalid(
            at.child(field).key(name),
            Quantities.text(printed),
            String.format(Locale.ROOT, text, Quantities.text(a), Quantities.text(b))));
  }

  private void ratio(String name) {
    Node ratio = item.at("maxLimitRequestRatio", name);
    if (ratio.isNull()) return;
    FieldPath path = at.child("maxLimitRequestRatio").key(name);
    String text = Quantities.text(ratio);
    BigDecimal value = Quantities.value(ratio);
    if (value.compareTo(BigDecimal.ONE) < 0)
      errors.add(FieldError.invalid(path, text, "ratio " + text + " is less than 1"));
    Node min = item.at("min", name);
    Node max = item.at("max", name);
    if (min.isNull() || max.isNull() || Quantities.isZero(min)) return;
    BigDecimal most = Quantities.value(max).divide(Quantities.value(min), MathContext.DECIMAL64);
    if (value.compareTo(most) > 0)
      errors.add(
          FieldError.invalid(
              path,
              text,
              String.format(
                  Locale.ROOT, "ratio %s is greater than max/min = %f", text, most.doubleValue())));
  }

  private void equal(String name) {
    Node limit = item.at("default", name);
    Node request = item.at("defaultRequest", name);
    if (limit.isNull() || request.isNull() || Quantities.compare(limit, request) == 0) return;
    String text = Quantities.text(request);
    errors.add(
        FieldError.invalid(
            at.child("defaultRequest").key(name),
            text,
            "default value "
                + Quantities.text(limit)
                + " must equal to defaultRequest value "
                + text
                + " in "
                + name));
  }
}
