package pilothouse.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lines of `extensions.txt`: type, field, then `atomic` for a list that says so, `granular` for a struct that says so, and the values of an enum apart
/// by commas; apart by tabs. A union has an empty field and `discriminator:fields`.
final class Extensions {
  private Extensions() {}

  static List<String> of(Struct struct, Facts facts) {
    var out = new ArrayList<String>();
    facts
        .get(struct.name(), "", "union")
        .ifPresent(union -> out.add(String.join("\t", struct.name(), "", union, "")));
    for (Struct.Member member : struct.members()) {
      String type = struct.name();
      String field = member.name();
      boolean atomic = facts.get(type, field, "list").orElse("").equals("atomic");
      boolean granular = facts.has(type, field, "granular");
      Optional<String> values = facts.get(type, field, "enum").map(facts::values);
      if (atomic || granular || values.isPresent())
        out.add(
            String.join(
                "\t",
                type,
                field,
                atomic ? "atomic" : granular ? "granular" : "",
                values.orElse("")));
    }
    return out;
  }
}
