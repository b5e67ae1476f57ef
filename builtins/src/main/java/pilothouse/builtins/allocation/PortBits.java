package pilothouse.builtins.allocation;

import java.util.BitSet;

/// Which ports of a range are taken, by their place in it.
interface PortBits {
  /// False if it is taken already.
  boolean take(int bit);

  void release(int bit);

  /// A copy of the newest state.
  BitSet taken();
}
