package pilothouse.server.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The warnings of one call, in order, each once. Confined to the call's thread.
public final class Warnings {
  private final Set<String> texts = new LinkedHashSet<>();

  public void add(String text) {
    texts.add(text);
  }

  public List<String> list() {
    return List.copyOf(texts);
  }
}
