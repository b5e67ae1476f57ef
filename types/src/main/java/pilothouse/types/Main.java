package pilothouse.types;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes `types.txt` (one type a line, see [TypeLine]), `names.txt` (Go's names of types, for messages), `descriptions.txt` and
/// `extensions.txt` (what only OpenAPI publishes).
///
/// Arguments: the folder of facts, the folder to write to.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    Facts facts = Facts.read(Path.of(arguments[0]));
    Path out = Path.of(arguments[1]);
    Files.createDirectories(out);
    List<Struct> structs = new ArrayList<>(new ProtoTypes(facts).structs());
    structs.addAll(new FactTypes(facts).structs());
    var types = new ArrayList<String>();
    var names = new ArrayList<String>();
    var extensions = new ArrayList<String>();
    var descriptions = new ArrayList<String>();
    for (Struct struct : structs) {
      types.add(TypeLine.of(struct, facts));
      names.addAll(GoNames.of(struct, facts));
      extensions.addAll(Extensions.of(struct, facts));
      descriptions.addAll(Models.of(struct.name()).descriptions(struct.name()));
    }
    Files.write(out.resolve("types.txt"), types);
    Files.write(out.resolve("names.txt"), names);
    Files.write(out.resolve("extensions.txt"), extensions);
    Files.write(out.resolve("descriptions.txt"), descriptions);
  }
}
