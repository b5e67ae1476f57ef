package pilothouse.types;

import java.util.ArrayList;
import java.util.List;

/// Types that no published artifact declares in protobuf: those of `apiregistration.k8s.io`.
final class FactTypes {
  private static final String PACKAGE = "apiregistration.v1";
  private final Facts facts;

  FactTypes(Facts facts) {
    this.facts = facts;
  }

  List<Struct> structs() {
    return facts.types(PACKAGE).stream().map(this::struct).toList();
  }

  private Struct struct(String type) {
    var members = new ArrayList<Struct.Member>();
    if (facts.has(type, "", "typeMeta")) members.addAll(Struct.TYPE_META);
    for (String field : facts.fields(type)) {
      int number = Integer.parseInt(facts.get(type, field, "number").orElseThrow());
      members.add(new Struct.Member(field, number, facts.get(type, field, "type").orElseThrow()));
    }
    return new Struct(type, members);
  }
}
