package pilothouse.api.codec;

import pilothouse.api.schema.ScalarType;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.StringNode;

/// Values of scalar types: what they look like when they are right, and what they are when nobody gave any.
final class Scalars {
  private static final StringNode EMPTY = new StringNode("");
  private static final LongNode ZERO = new LongNode(0);
  private static final StringNode NO_QUANTITY = new StringNode("0");

  private Scalars() {}

  static Node zero(ScalarType type) {
    return switch (type) {
      case STRING -> EMPTY;
      case BOOL -> BoolNode.FALSE;
      case INT32, INT64, DOUBLE, INT_OR_STRING -> ZERO;
      case BYTES, TIME, MICRO_TIME -> NullNode.NULL;
      case DURATION -> new StringNode("0s");
      case QUANTITY -> NO_QUANTITY;
    };
  }

  /// Whether Go writes a zero value of the type although its tag says to leave out empty ones, as it does for structs.
  static boolean struct(ScalarType type) {
    return switch (type) {
      case STRING, BOOL, INT32, INT64, DOUBLE, BYTES -> false;
      case TIME, MICRO_TIME, DURATION, QUANTITY, INT_OR_STRING -> true;
    };
  }

  static boolean isZero(Node value) {
    return switch (value) {
      case StringNode text -> text.value().isEmpty();
      case LongNode number -> number.value() == 0;
      case DoubleNode number -> number.value() == 0;
      case BoolNode bool -> !bool.value();
      default -> value.isNull();
    };
  }
}
