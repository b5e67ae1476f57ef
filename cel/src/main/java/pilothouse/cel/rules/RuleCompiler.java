package pilothouse.cel.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.SimpleType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pilothouse.cel.compile.Compilation.Checked;
import pilothouse.cel.compile.Compilation.Rejected;
import pilothouse.cel.compile.Compiler;
import pilothouse.cel.compile.SchemaTypes;
import pilothouse.cel.compile.Variable;
import pilothouse.cel.cost.Estimator;
import pilothouse.cel.cost.SchemaSizes;
import pilothouse.cel.library.Library;
import pilothouse.cel.run.Planner;
import pilothouse.cel.run.Program;
import pilothouse.cel.type.DeclType;
import pilothouse.cel.type.Rule;
import pilothouse.cel.value.EvalException;

/// Compiles the rules of one place of a schema, where `self` and `oldSelf` have its type.
///
/// Source: apiextensions `pkg/apiserver/schema/cel/compilation.go`.
final class RuleCompiler {
  static final String SELF = "self";
  static final String OLD_SELF = "oldSelf";
  private static final Set<String> VARIABLES = Set.of(SELF, OLD_SELF);
  private static final Library LIBRARY = new Library();

  private final DeclType type;
  private final String print;

  /// By whether `oldSelf` is optional; made when first needed.
  private final Map<Boolean, Compiler> compilers = new HashMap<>();

  private final SchemaSizes sizes;

  RuleCompiler(DeclType type, String print) {
    this.type = type;
    this.print = print;
    this.sizes = new SchemaSizes(type);
  }

  private Compiler compiler(boolean optional) {
    return compilers.computeIfAbsent(optional, this::newCompiler);
  }

  /// The name of the type shows in messages. It says nothing that authors of rules could come to rely on.
  private Compiler newCompiler(boolean optional) {
    var types = new SchemaTypes();
    String name = "selfType" + Math.abs(print.hashCode() % 1_000_000_000);
    var self = new Variable(SELF, types.named(name, type));
    var oldSelf = new Variable(OLD_SELF, self.type());
    return Compiler.of(List.of(self, optional ? oldSelf.optional() : oldSelf), types);
  }

  CompiledRule compile(Rule rule) {
    if (rule.rule().isBlank()) return CompiledRule.EMPTY;
    return switch (compiler(rule.oldSelfIsOptional()).compile(rule.rule())) {
      case Rejected(String findings) ->
          CompiledRule.wrong("compilation failed: " + findings, false);
      case Checked(CelAbstractSyntaxTree ast) -> checked(rule, ast);
    };
  }

  private CompiledRule checked(Rule rule, CelAbstractSyntaxTree ast) {
    if (!ast.getResultType().equals(SimpleType.BOOL))
      return CompiledRule.wrong("cel expression must evaluate to a bool", false);
    boolean usesOldSelf =
        ast.getReferenceMap().values().stream()
            .anyMatch(reference -> reference.name().equals(OLD_SELF));
    try {
      Program program = Planner.plan(ast, LIBRARY, VARIABLES);
      var compiled =
          new CompiledRule(
              java.util.Optional.of(program),
              "",
              usesOldSelf,
              Estimator.most(ast, sizes),
              java.util.Optional.empty(),
              "",
              0);
      return rule.messageExpression().isEmpty() ? compiled : withMessage(rule, compiled);
    } catch (EvalException e) {
      return CompiledRule.wrong("program instantiation failed: " + e.text(), usesOldSelf);
    }
  }

  private CompiledRule withMessage(Rule rule, CompiledRule compiled) {
    return switch (compiler(rule.oldSelfIsOptional()).compile(rule.messageExpression())) {
      case Rejected(String findings) ->
          compiled.withMessageError("messageExpression compilation failed: " + findings);
      case Checked(CelAbstractSyntaxTree ast) -> checkedMessage(ast, compiled);
    };
  }

  private CompiledRule checkedMessage(CelAbstractSyntaxTree ast, CompiledRule compiled) {
    if (!ast.getResultType().equals(SimpleType.STRING))
      return compiled.withMessageError("messageExpression must evaluate to a string");
    try {
      return compiled.withMessage(
          Planner.plan(ast, LIBRARY, VARIABLES), Estimator.most(ast, sizes));
    } catch (EvalException e) {
      return compiled.withMessageError("messageExpression instantiation failed: " + e.text());
    }
  }
}
