package pilothouse.builtins.meta;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// The check of a list of conditions of the common form (`type`, `status`, `reason`, …), one a type.
public final class Conditions {
  private static final List<String> STATUSES = List.of("False", "True", "Unknown");
  private static final String REASON = "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?";
  private static final Pattern REASON_FORM = Pattern.compile(REASON);
  private static final String BAD_REASON =
      "a condition reason must start with alphabetic character, optionally followed by a string of"
          + " alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'"
          + " (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or"
          + " 'ReasonA:ReasonB', regex used for validation is '"
          + REASON
          + "')";

  private Conditions() {}

  public static void check(Node conditions, FieldPath at, Errors errors) {
    Set<String> types = new HashSet<>();
    List<Node> items = conditions.items();
    for (int i = 0; i < items.size(); i++) {
      String type = items.get(i).get("type").text();
      if (!types.add(type)) errors.add(FieldError.duplicate(at.index(i).child("type"), type));
      condition(items.get(i), at.index(i), errors);
    }
  }

  private static void condition(Node condition, FieldPath at, Errors errors) {
    Checks.requiredFormat(at.child("type"), condition.get("type"), Formats::qualifiedName, errors);
    Checks.oneOf(at.child("status"), condition.get("status"), STATUSES, errors);
    long generation = condition.get("observedGeneration").number(0);
    if (generation < 0)
      errors.add(
          FieldError.invalid(
              at.child("observedGeneration"), generation, "must be greater than or equal to zero"));
    if (condition.get("lastTransitionTime").isNull())
      errors.add(FieldError.required(at.child("lastTransitionTime"), ""));
    Checks.requiredFormat(at.child("reason"), condition.get("reason"), Conditions::reason, errors);
  }

  private static List<String> reason(String reason) {
    return REASON_FORM.matcher(reason).matches() ? List.of() : List.of(BAD_REASON);
  }
}
