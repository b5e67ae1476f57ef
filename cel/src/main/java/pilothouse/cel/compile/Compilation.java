package pilothouse.cel.compile;

import dev.cel.common.CelAbstractSyntaxTree;

/// What compiling a text came to.
public sealed interface Compilation {

  record Checked(CelAbstractSyntaxTree ast) implements Compilation {}

  /// @param findings in upstream's form, each with the place in the text: `ERROR: <input>:1:6: undeclared reference to 'x' …`
  record Rejected(String findings) implements Compilation {}
}
