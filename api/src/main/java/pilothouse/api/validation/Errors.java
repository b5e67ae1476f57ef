package pilothouse.api.validation;

import java.util.ArrayList;
import java.util.List;

/// The findings of one validation, in the order found, which is the order on the wire.
public final class Errors {
  private final List<FieldError> found = new ArrayList<>();

  public void add(FieldError error) {
    found.add(error);
  }

  public void addAll(List<FieldError> errors) {
    found.addAll(errors);
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
}
