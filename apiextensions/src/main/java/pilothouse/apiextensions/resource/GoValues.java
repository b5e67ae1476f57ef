package pilothouse.apiextensions.resource;

import pilothouse.api.patch.GoPrint;
import pilothouse.api.tree.Node;

/// Values as Go's accessor errors show them: `abc is of the type string`.
final class GoValues {
  private GoValues() {}

  static String show(Node value) {
    return GoPrint.of(value) + " is of the type " + GoPrint.typeOf(value);
  }
}
