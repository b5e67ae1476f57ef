package pilothouse.api.validation;

import java.util.ArrayList;
import java.util.List;

/// The findings of one validation, in the order found, which is the order on the wire, and the warnings about what it let pass.
public final class Errors {
  private final List<FieldError> found = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  public void add(FieldError error) {
    found.add(error);
  }

  public void addAll(List<FieldError> errors) {
    found.addAll(errors);
  }

  /// Tells the client of something that is wrong and yet is let pass.
  public void warn(String text) {
    warnings.add(text);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public int size() {
    return found.size();
  }

  public List<FieldError> list() {
    return List.copyOf(found);
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}
