package pilothouse.registry;

import java.util.List;

/// What names a kind accepts; gives what is wrong with a name as texts of the wire, none when it is right.
///
/// `prefix` asks whether the text may be a `generateName`.
@FunctionalInterface
public interface NameRule {
  List<String> check(String name, boolean prefix);
}
