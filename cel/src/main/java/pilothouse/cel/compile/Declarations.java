package pilothouse.cel.compile;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The functions of Kubernetes' libraries, read from `functions.txt`.
///
/// A line with `%s` stands for one overload of each comparable type.
final class Declarations {
  private static final List<String> COMPARABLE =
      List.of("int", "uint", "double", "bool", "duration", "timestamp", "string", "bytes");

  private Declarations() {}

  static List<CelFunctionDecl> read() {
    var overloads = new LinkedHashMap<String, List<CelOverloadDecl>>();
    for (String line : lines()) {
      if (line.isBlank() || line.startsWith("#")) continue;
      if (!line.contains("%s")) add(line, overloads);
      else for (String type : COMPARABLE) add(line.replace("%s", type), overloads);
    }
    var functions = new ArrayList<CelFunctionDecl>();
    overloads.forEach(
        (name, some) -> functions.add(CelFunctionDecl.newFunctionDeclaration(name, some)));
    return List.copyOf(functions);
  }

  private static List<String> lines() {
    try (InputStream in = Declarations.class.getResourceAsStream("functions.txt")) {
      if (in == null) throw new IllegalStateException("functions.txt is not there");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(String line, Map<String, List<CelOverloadDecl>> overloads) {
    int colon = line.indexOf(": ");
    int result = line.lastIndexOf(": ");
    String signature = line.substring(colon + 2, result);
    CelType type = TypeNotation.type(line.substring(result + 2));
    String id = line.substring(0, colon);
    boolean member = signature.startsWith("(");
    int nameFrom = member ? signature.indexOf(").") + 2 : 0;
    int open = signature.indexOf('(', nameFrom);
    String name = signature.substring(nameFrom, open);
    var parameters = new ArrayList<CelType>();
    if (member) parameters.add(TypeNotation.type(signature.substring(1, nameFrom - 2)));
    parameters.addAll(TypeNotation.types(signature.substring(open + 1, signature.length() - 1)));
    overloads
        .computeIfAbsent(name, _ -> new ArrayList<>())
        .add(overload(id, member, type, parameters));
  }

  private static CelOverloadDecl overload(
      String id, boolean member, CelType result, List<CelType> parameters) {
    return member
        ? CelOverloadDecl.newMemberOverload(id, result, parameters)
        : CelOverloadDecl.newGlobalOverload(id, result, parameters);
  }
}
