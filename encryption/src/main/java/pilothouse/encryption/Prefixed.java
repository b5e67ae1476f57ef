package pilothouse.encryption;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Several transformers, told apart by what their bytes start with. The first writes; each reads what has its prefix, and what any but the first can read
/// is stale. One prefix may stand for several transformers with different keys: they are tried in order.
///
/// Source: apiserver `pkg/storage/value/transformer.go`.
///
/// @param unknown what is said when no prefix matches
record Prefixed(List<Choice> choices, String unknown) implements Transformer {
  record Choice(byte[] prefix, Transformer transformer) {
    Choice(String prefix, Transformer transformer) {
      this(prefix.getBytes(StandardCharsets.UTF_8), transformer);
    }

    boolean wrote(byte[] stored) {
      return Stored.startsWith(stored, prefix);
    }
  }

  Prefixed {
    choices = List.copyOf(choices);
  }

  @Override
  public byte[] toStorage(byte[] data, byte[] context) {
    var first = choices.getFirst();
    byte[] stored = first.transformer().toStorage(data, context);
    return first.prefix().length == 0 ? stored : Stored.join(first.prefix(), stored);
  }

  @Override
  public Plain fromStorage(byte[] stored, byte[] context) {
    var failures = new ArrayList<String>();
    for (int i = 0; i < choices.size(); i++) {
      var choice = choices.get(i);
      if (!choice.wrote(stored)) continue;
      try {
        var plain =
            choice.transformer().fromStorage(Stored.without(choice.prefix(), stored), context);
        return new Plain(plain.data(), plain.stale() || i > 0);
      } catch (UnreadableException e) {
        // What has no prefix is tried on everything: that it cannot read this says nothing.
        if (choice.prefix().length > 0) failures.add(String.valueOf(e.getMessage()));
      }
    }
    throw new UnreadableException(failures.isEmpty() ? unknown : all(failures));
  }

  /// As upstream prints several errors: each text once, in brackets where they are several.
  private static String all(List<String> failures) {
    var distinct = failures.stream().distinct().toList();
    return distinct.size() == 1
        ? distinct.getFirst()
        : distinct.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String author(byte[] stored) {
    for (var choice : choices)
      if (choice.wrote(stored))
        return choice.prefix().length == 0
            ? "identity"
            : new String(choice.prefix(), StandardCharsets.UTF_8);
    return "unknown";
  }

  @Override
  public boolean isStale(byte[] stored) {
    var first = choices.getFirst();
    return !first.wrote(stored)
        || (first.prefix().length == 0 && Identity.isEncrypted(stored))
        || first.transformer().isStale(Stored.without(first.prefix(), stored));
  }
}
