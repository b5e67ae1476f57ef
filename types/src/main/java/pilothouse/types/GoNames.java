package pilothouse.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lines of `names.txt`: type, field, the name that messages print for an item or the value, that for the whole list or map; apart by tabs.
final class GoNames {
  private GoNames() {}

  static List<String> of(Struct struct, Facts facts) {
    var out = new ArrayList<String>();
    for (Struct.Member member : struct.members()) {
      String json = member.name();
      Optional<String> item = facts.get(struct.name(), json, "go");
      Optional<String> whole = facts.get(struct.name(), json, "goType");
      Optional<String> inline = facts.get(struct.name(), member.name(), "inline");
      if (item.isPresent() || whole.isPresent() || inline.isPresent())
        out.add(
            String.join(
                "\t", struct.name(), json, item.or(() -> inline).orElse(""), whole.orElse("")));
    }
    return out;
  }
}
