package pilothouse.apiextensions.definition;

import com.google.re2j.Pattern;
import java.util.Comparator;

/// The order of API versions, the best first: `v2`, `v1`, `v2beta1`, `v1beta2`, `v1alpha1`, then all others by name.
///
/// Source: apimachinery `pkg/version/helpers.go`.
public final class VersionOrder {
  private static final Pattern KUBERNETES =
      Pattern.compile("^v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?$");

  /// Better versions first.
  public static final Comparator<String> BEST_FIRST = VersionOrder::compare;

  private VersionOrder() {}

  private static int compare(String left, String right) {
    var a = KUBERNETES.matcher(left);
    var b = KUBERNETES.matcher(right);
    boolean known = a.matches();
    if (known != b.matches()) return known ? -1 : 1;
    if (!known) return left.compareTo(right);
    int stability = Integer.compare(stability(b.group(2)), stability(a.group(2)));
    if (stability != 0) return stability;
    int major = number(b.group(1), a.group(1));
    return major != 0 ? major : number(b.group(3), a.group(3));
  }

  private static int stability(@org.jspecify.annotations.Nullable String word) {
    if (word == null) return 2;
    return word.equals("beta") ? 1 : 0;
  }

  /// Compares decimal texts of any length without leading zeros.
  private static int number(
      @org.jspecify.annotations.Nullable String left,
      @org.jspecify.annotations.Nullable String right) {
    String a = left == null ? "" : left;
    String b = right == null ? "" : right;
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }
}
