package pilothouse.types;

import java.util.Set;

/// The line of one type in `types.txt`: name, flags (`a` atomic), then a part for each field, all apart by tabs.
///
/// A field is `name|number|type|presence|flags|patch|default`. Types: `s b i l d y t m u q x` for the scalars in the order of their declaration at run
/// time, `a` any tree, `A` any atomic tree, `@name;` a struct (`!` before it atomic, `~` granular here), `[` list, `[=` set, `[#keys;` map list, `{` map,
/// `{!` atomic map, `%name;` a choice. Presence: `A` always, `Z` unless zero, `G` when given, `E` unless empty, `N` else null. Flags: `r` required, `n`
/// inline. Patch: `m` merge, `k` retain keys, then the merge key.
final class TypeLine {
  private TypeLine() {}

  static String of(Struct struct, Facts facts) {
    Set<String> required = Models.of(struct.name()).required();
    var out = new StringBuilder(struct.name()).append('\t');
    if (facts.has(struct.name(), "", "atomic")) out.append('a');
    for (Struct.Member member : struct.members())
      out.append('\t').append(field(struct, member, facts, required));
    return out.toString();
  }

  private static String field(
      Struct struct, Struct.Member member, Facts facts, Set<String> required) {
    String json = member.name();
    boolean needed = required.contains(json) || facts.has(struct.name(), json, "required");
    String flags =
        (needed ? "r" : "") + (facts.has(struct.name(), member.name(), "inline") ? "n" : "");
    return String.join(
        "|",
        json,
        Integer.toString(member.number()),
        member.type(),
        presence(struct, member, facts, needed),
        flags,
        patch(facts.get(struct.name(), json, "patch").orElse("")),
        facts.get(struct.name(), json, "default").orElse(""));
  }

  private static String presence(Struct struct, Struct.Member member, Facts facts, boolean needed) {
    return facts
        .get(struct.name(), member.name(), "presence")
        .map(TypeLine::letter)
        .orElseGet(() -> needed ? "A" : usual(member));
  }

  private static String letter(String presence) {
    return switch (presence) {
      case "always" -> "A";
      case "unlessZero" -> "Z";
      case "whenGiven" -> "G";
      case "unlessEmpty" -> "E";
      case "orNull" -> "N";
      default -> throw new IllegalArgumentException("no such presence: " + presence);
    };
  }

  /// Metadata is a struct in place everywhere; other messages are pointers more often than not.
  private static String usual(Struct.Member member) {
    String type = member.type();
    if (type.equals("@meta.v1.ObjectMeta;") || type.equals("@meta.v1.ListMeta;")) return "Z";
    return type.startsWith("!") || type.startsWith("~") || member.message() ? "G" : "Z";
  }

  private static String patch(String fact) {
    if (fact.isEmpty()) return "";
    int colon = fact.indexOf(':');
    String strategies = colon < 0 ? fact : fact.substring(0, colon);
    return (strategies.contains("merge") ? "m" : "")
        + (strategies.contains("retainKeys") ? "k" : "")
        + (colon < 0 ? "" : ":" + fact.substring(colon + 1));
  }
}
