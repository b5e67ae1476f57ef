package pilothouse.server.openapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pilothouse.api.Bytes;
import pilothouse.api.Packed;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// The built-in document of version 2, cut open where paths and definitions of others go in.
///
/// @param cuts in order; together they are the document
/// @param definitions the names of those that it has
/// @param hash of the document as it is
record OpenSpecV2(List<Cut> cuts, Set<String> definitions, String hash) {
  private static final Set<String> OPEN = Set.of("paths", "definitions");

  /// @param json up to where more members may follow, each with a comma before it
  /// @param more the name of the object that they are for; empty at the end
  record Cut(Packed json, String more) {}

  /// What others add: members of `paths` and of `definitions`, each with a comma before it.
  record Addition(Packed paths, Packed definitions) {
    static Addition of(ObjectNode paths, ObjectNode definitions) {
      return new Addition(following(paths), following(definitions));
    }

    private static Packed following(ObjectNode members) {
      if (members.isEmpty()) return Packed.of(new byte[0], 0, 0);
      byte[] json = JsonWriter.compact(members).unsafeArray();
      json[0] = ',';
      return Packed.of(json, 0, json.length - 1);
    }
  }

  static OpenSpecV2 of(ObjectNode document) {
    var cuts = new ArrayList<Cut>();
    var out = new ByteArrayOutputStream();
    String before = "{";
    for (String name : document.names()) {
      out.writeBytes((before + new StringNode(name) + ":").getBytes(StandardCharsets.UTF_8));
      before = ",";
      Node value = document.get(name);
      byte[] json = JsonWriter.compact(value).unsafeArray();
      if (OPEN.contains(name) && !value.object().isEmpty()) {
        out.write(json, 0, json.length - 1);
        cuts.add(new Cut(Packed.of(Bytes.wrap(out.toByteArray())), name));
        out.reset();
        before = "},";
      } else out.writeBytes(json);
    }
    out.writeBytes(
        before.startsWith("}") ? "}}".getBytes(StandardCharsets.UTF_8) : new byte[] {'}'});
    cuts.add(new Cut(Packed.of(Bytes.wrap(out.toByteArray())), ""));
    String hash = OpenApi.hash(JsonWriter.compact(document));
    Set<String> definitions = Set.copyOf(document.get("definitions").object().names());
    return new OpenSpecV2(List.copyOf(cuts), definitions, hash);
  }

  /// The document with all that others add.
  ///
  /// @param hash of all of it
  Document with(List<Addition> additions, String hash) {
    var pieces = new ArrayList<Packed>();
    for (Cut cut : cuts) {
      pieces.add(cut.json);
      for (Addition addition : additions)
        if (cut.more.equals("paths")) pieces.add(addition.paths);
        else if (cut.more.equals("definitions")) pieces.add(addition.definitions);
    }
    return new Document(pieces, hash);
  }
}
