package pilothouse.cel.cost;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.Optional;

/// An expression as the costs of calls see it.
///
/// @param path where in a variable its value stands: `self`, `spec`, `@items`; empty where it is computed
/// @param size what is known of its size
record Operand(CelExpr expr, CelType type, List<String> path, Optional<Size> size) {}
