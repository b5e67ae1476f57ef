package pilothouse.registry;

import java.util.List;

/// What a resource is called: `pods`, `pod`, `[po]`, `[all]`.
public record ResourceNames(
    String plural, String singular, List<String> shortNames, List<String> categories) {
  public ResourceNames {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
  }
}
