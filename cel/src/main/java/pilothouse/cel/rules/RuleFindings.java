package pilothouse.cel.rules;

import java.util.List;
import pilothouse.api.validation.FieldError;

/// What the rules said of an object.
///
/// @param warnings failures that are tolerated, because what fails is as it was before the update
/// @param budget what is left of it; below zero where it ran out, and then some rules did not run
record RuleFindings(List<FieldError> errors, List<String> warnings, long budget) {}
