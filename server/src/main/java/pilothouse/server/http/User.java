package pilothouse.server.http;

import java.util.List;
import java.util.Map;

/// Who makes a call, as authentication found.
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
  public static final User ANONYMOUS =
      new User("system:anonymous", "", List.of("system:unauthenticated"), Map.of());

  public User {
    groups = List.copyOf(groups);
    extra = Map.copyOf(extra);
  }

  public boolean in(String group) {
    return groups.contains(group);
  }
}
