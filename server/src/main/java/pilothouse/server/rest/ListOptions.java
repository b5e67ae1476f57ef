package pilothouse.server.rest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pilothouse.api.selector.FieldSelector;
import pilothouse.api.selector.LabelSelector;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.server.http.Query;

/// The options of a list, watch or deletecollection.
///
/// Source of the rules: apimachinery `pkg/apis/meta/internalversion/validation/validation.go`.
record ListOptions(
    LabelSelector labels,
    FieldSelector fields,
    boolean bookmarks,
    String resourceVersion,
    String resourceVersionMatch,
    OptionalLong timeoutSeconds,
    long limit,
    String continueToken,
    Optional<Boolean> sendInitialEvents) {
  private static final String EXACT = "Exact";
  private static final String NOT_OLDER = "NotOlderThan";

  /// @param watch by the path or the verb, whatever the parameter says
  static ListOptions of(Query query, boolean watch) {
    ListOptions parsed = defaulted(parse(query), watch);
    var errors = new Errors();
    if (watch) parsed.checkWatch(errors);
    else parsed.checkList(errors);
    OptionsErrors.throwIfAny("ListOptions", errors);
    return parsed;
  }

  /// Parsed and not checked further: what deletecollection does.
  static ListOptions parse(Query query) {
    return new ListOptions(
        LabelSelector.parse(query.text("labelSelector")),
        FieldSelector.parse(query.text("fieldSelector")),
        QueryValues.flag(query, "allowWatchBookmarks"),
        query.text("resourceVersion"),
        query.text("resourceVersionMatch"),
        QueryValues.number(query, "timeoutSeconds"),
        QueryValues.number(query, "limit").orElse(0),
        query.text("continue"),
        QueryValues.optionalFlag(query, "sendInitialEvents"));
  }

  /// A watch from nowhere in particular begins with what is there.
  private static ListOptions defaulted(ListOptions o, boolean watch) {
    boolean implied =
        watch
            && o.sendInitialEvents.isEmpty()
            && o.resourceVersionMatch.isEmpty()
            && o.startsAnywhere();
    if (!implied) return o;
    return new ListOptions(
        o.labels,
        o.fields,
        o.bookmarks,
        o.resourceVersion,
        NOT_OLDER,
        o.timeoutSeconds,
        o.limit,
        o.continueToken,
        Optional.of(true));
  }

  boolean startsAnywhere() {
    return resourceVersion.isEmpty() || resourceVersion.equals("0");
  }

  boolean exact() {
    return resourceVersionMatch.equals(EXACT);
  }

  ListOptions withFields(FieldSelector changed) {
    return new ListOptions(
        labels,
        changed,
        bookmarks,
        resourceVersion,
        resourceVersionMatch,
        timeoutSeconds,
        limit,
        continueToken,
        sendInitialEvents);
  }

  /// All of it at once.
  ListOptions unpaged() {
    return new ListOptions(
        labels,
        fields,
        bookmarks,
        resourceVersion,
        resourceVersionMatch,
        timeoutSeconds,
        0,
        "",
        sendInitialEvents);
  }

  private void checkList(Errors errors) {
    if (!resourceVersionMatch.isEmpty()) {
      if (resourceVersion.isEmpty())
        forbidMatch("resourceVersionMatch is forbidden unless resourceVersion is provided", errors);
      if (!continueToken.isEmpty())
        forbidMatch("resourceVersionMatch is forbidden when continue is provided", errors);
      if (!exact() && !resourceVersionMatch.equals(NOT_OLDER))
        unsupportedMatch(List.of(EXACT, NOT_OLDER, ""), errors);
      if (exact() && resourceVersion.equals("0"))
        forbidMatch(
            "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"", errors);
    }
    if (sendInitialEvents.isPresent())
      errors.add(
          FieldError.forbidden(
              FieldPath.of("sendInitialEvents"), "sendInitialEvents is forbidden for list"));
  }

  private void checkWatch(Errors errors) {
    if (sendInitialEvents.isPresent() && !resourceVersionMatch.equals(NOT_OLDER))
      forbidMatch(
          "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan", errors);
    if (resourceVersionMatch.isEmpty()) return;
    if (sendInitialEvents.isEmpty())
      forbidMatch(
          "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
          errors);
    if (!resourceVersionMatch.equals(NOT_OLDER)) unsupportedMatch(List.of(NOT_OLDER), errors);
    if (!continueToken.isEmpty())
      forbidMatch("resourceVersionMatch is forbidden when continue is provided", errors);
  }

  private static void forbidMatch(String why, Errors errors) {
    errors.add(FieldError.forbidden(FieldPath.of("resourceVersionMatch"), why));
  }

  private void unsupportedMatch(List<String> supported, Errors errors) {
    errors.add(
        FieldError.notSupported(
            FieldPath.of("resourceVersionMatch"), resourceVersionMatch, supported));
  }
}
