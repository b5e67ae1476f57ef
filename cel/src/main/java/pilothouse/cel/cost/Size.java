package pilothouse.cel.cost;

/// The least and the most that a size or a cost may be. Sums and products stop at [#MOST].
public record Size(long min, long max) {
  public static final long MOST = Long.MAX_VALUE;
  static final Size UNKNOWN = new Size(0, MOST);
  static final Size ZERO = new Size(0, 0);
  static final Size ONE = new Size(1, 1);

  static Size fixed(long size) {
    return new Size(size, size);
  }

  Size plus(Size other) {
    return new Size(plus(min, other.min), plus(max, other.max));
  }

  Size times(Size other) {
    return new Size(times(min, other.min), times(max, other.max));
  }

  /// Rounded up.
  Size times(double factor) {
    return new Size(times(min, factor), times(max, factor));
  }

  Size union(Size other) {
    return new Size(Math.min(min, other.min), Math.max(max, other.max));
  }

  static long plus(long a, long b) {
    return a > MOST - b ? MOST : a + b;
  }

  public static long times(long a, long b) {
    if (a == 0 || b == 0) return 0;
    return a > MOST / b ? MOST : a * b;
  }

  private static long times(long a, double factor) {
    if (a == MOST && factor > 0) return factor >= 1 ? MOST : (long) (MOST * factor);
    double product = Math.ceil(a * factor);
    return product >= 0x1p63 ? MOST : (long) product;
  }
}
