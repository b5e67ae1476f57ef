package pilothouse.cel.cost;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.Optional;
import java.util.Set;

/// Sizes that the text of an expression tells.
final class LiteralSizes {
  private static final Set<CelKind> SCALARS =
      Set.of(
          CelKind.BOOL,
          CelKind.DOUBLE,
          CelKind.DURATION,
          CelKind.INT,
          CelKind.TIMESTAMP,
          CelKind.UINT);

  private LiteralSizes() {}

  static Optional<Size> of(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> Optional.of(Size.fixed(constant(expr.constant())));
      case LIST -> Optional.of(Size.fixed(expr.list().elements().size()));
      case MAP -> Optional.of(Size.fixed(expr.map().entries().size()));
      default -> Optional.empty();
    };
  }

  private static long constant(CelConstant constant) {
    return switch (constant.getKind()) {
      case STRING_VALUE ->
          constant.stringValue().codePointCount(0, constant.stringValue().length());
      case BYTES_VALUE -> constant.bytesValue().size();
      default -> 1;
    };
  }

  static boolean scalar(CelType type) {
    if (SCALARS.contains(type.kind())) return true;
    return type.name().equals("optional_type")
        && !type.parameters().isEmpty()
        && scalar(type.parameters().getFirst());
  }
}
