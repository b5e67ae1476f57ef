package pilothouse.cel.library;

import java.math.BigInteger;
import java.util.List;
import pilothouse.api.validation.GoText;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.OpaqueValue;

/// A semantic version; ordered as semver.org orders them, builds left aside.
///
/// The texts of errors are those of `blang/semver`.
record SemanticVersion(
    BigInteger major, BigInteger minor, BigInteger patch, List<String> prerelease)
    implements OpaqueValue, Comparable<SemanticVersion> {
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64);

  static SemanticVersion parse(String text) {
    if (text.isEmpty()) throw new EvalException("Version string empty");
    String[] parts = text.split("\\.", 3);
    if (parts.length != 3) throw new EvalException("No Major.Minor.Patch elements found");
    BigInteger major = number(parts[0], "major");
    BigInteger minor = number(parts[1], "minor");
    String rest = parts[2];
    int plus = rest.indexOf('+');
    if (plus >= 0) {
      identifiers(rest.substring(plus + 1), "Build meta data is empty");
      rest = rest.substring(0, plus);
    }
    int dash = rest.indexOf('-');
    List<String> prerelease = List.of();
    if (dash >= 0) {
      prerelease = identifiers(rest.substring(dash + 1), "Prerelease is empty");
      for (String one : prerelease)
        if (digits(one) && one.length() > 1 && one.startsWith("0"))
          throw new EvalException(
              "Numeric PreRelease version must not contain leading zeroes " + GoText.quote(one));
      rest = rest.substring(0, dash);
    }
    return new SemanticVersion(major, minor, number(rest, "patch"), prerelease);
  }

  private static BigInteger number(String text, String what) {
    String name = Character.toUpperCase(what.charAt(0)) + what.substring(1);
    if (!digits(text))
      throw new EvalException(
          "Invalid character(s) found in " + what + " number " + GoText.quote(text));
    if (text.length() > 1 && text.startsWith("0"))
      throw new EvalException(
          name + " number must not contain leading zeroes " + GoText.quote(text));
    if (text.isEmpty()) throw new EvalException("strconv.ParseUint: parsing \"\": invalid syntax");
    var value = new BigInteger(text.length() > 40 ? text.substring(0, 40) : text);
    if (value.compareTo(MOST) >= 0)
      throw new EvalException(
          "strconv.ParseUint: parsing " + GoText.quote(text) + ": value out of range");
    return value;
  }

  private static List<String> identifiers(String text, String empty) {
    List<String> all = List.of(text.split("\\.", -1));
    for (String one : all) {
      if (one.isEmpty()) throw new EvalException(empty);
      if (!one.chars().allMatch(SemanticVersion::identifier))
        throw new EvalException("Invalid character(s) found in prerelease " + GoText.quote(one));
    }
    return all;
  }

  private static boolean identifier(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
  }

  private static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int by = major.compareTo(other.major);
    if (by == 0) by = minor.compareTo(other.minor);
    if (by == 0) by = patch.compareTo(other.patch);
    return by != 0 ? by : prereleases(other);
  }

  /// A version before its release is less than the release.
  private int prereleases(SemanticVersion other) {
    if (prerelease.isEmpty() || other.prerelease.isEmpty())
      return Boolean.compare(prerelease.isEmpty(), other.prerelease.isEmpty());
    for (int i = 0; i < Math.min(prerelease.size(), other.prerelease.size()); i++) {
      int by = part(prerelease.get(i), other.prerelease.get(i));
      if (by != 0) return by;
    }
    return Integer.compare(prerelease.size(), other.prerelease.size());
  }

  private static int part(String a, String b) {
    if (digits(a) && digits(b)) return new BigInteger(a).compareTo(new BigInteger(b));
    if (digits(a) != digits(b)) return digits(a) ? -1 : 1;
    return Integer.signum(a.compareTo(b));
  }

  @Override
  public boolean same(OpaqueValue other) {
    return other instanceof SemanticVersion that && compareTo(that) == 0;
  }

  @Override
  public String typeName() {
    return "kubernetes.Semver";
  }
}
