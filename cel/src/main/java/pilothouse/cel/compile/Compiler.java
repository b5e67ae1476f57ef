package pilothouse.cel.compile;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.List;

/// Parses and checks expressions over some variables. Making the first one of a process takes most of a second, each further one a quarter of a
/// millisecond.
public final class Compiler {

  /// What all compilers have in common; made when the first is.
  private static final class Base {
    static final CelCompiler COMPILER =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addMacros(Macros.all())
            .addFunctionDeclarations(Declarations.read())
            .build();
  }

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableOptionalSyntax(true)
          .enableHeterogeneousNumericComparisons(true)
          .enableHiddenAccumulatorVar(true)
          .enableQuotedIdentifierSyntax(false)
          .enableReservedIds(true)
          .populateMacroCalls(false)
          .retainRepeatedUnaryOperators(true)
          .build();

  private final CelCompiler compiler;

  private Compiler(CelCompiler compiler) {
    this.compiler = compiler;
  }

  /// @param types where the objects' types that the variables mention are found
  public static Compiler of(List<Variable> variables, CelTypeProvider types) {
    var builder = Base.COMPILER.toCompilerBuilder().setTypeProvider(types);
    for (Variable variable : variables) builder.addVar(variable.name(), variable.type());
    return new Compiler(builder.build());
  }

  public static Compiler of(List<Variable> variables) {
    return of(variables, new SchemaTypes());
  }

  public Compilation compile(String expression) {
    CelValidationResult result = compiler.compile(expression);
    if (result.hasError())
      return new Compilation.Rejected(Findings.text(result.getErrors(), result.getSource()));
    CelAbstractSyntaxTree ast = tree(result);
    List<CelIssue> issues = new LiteralChecks(ast).issues();
    return issues.isEmpty()
        ? new Compilation.Checked(ast)
        : new Compilation.Rejected(Findings.text(issues, ast.getSource()));
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("an error after there was none", e);
    }
  }
}
