package pilothouse.api.structural;

/// Texts that are IP addresses, as upstream's lenient parser takes them: leading zeros in the parts of IPv4 are allowed.
final class IpAddress {
  private IpAddress() {}

  static boolean isAny(String text) {
    return text.indexOf(':') >= 0 ? isSix(text) : isFour(text);
  }

  /// An address, a slash and the length of a prefix.
  static boolean isPrefix(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !isAny(text.substring(0, slash))) return false;
    String length = text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}")) return false;
    return Integer.parseInt(length) <= (text.indexOf(':') >= 0 ? 128 : 32);
  }

  private static boolean isFour(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) return false;
    for (String part : parts)
      if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) return false;
    return true;
  }

  private static boolean isSix(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) return groups(text, true) == 8;
    if (text.indexOf("::", gap + 1) >= 0) return false;
    int before = groups(text.substring(0, gap), false);
    int after = groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < 8;
  }

  /// How many groups of 16 bits a text has; -1 where it is no list of groups.
  private static int groups(String text, boolean last) {
    if (text.isEmpty()) return 0;
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean four = last && i == parts.length - 1 && parts[i].indexOf('.') >= 0;
      if (four ? !isFour(parts[i]) : !parts[i].matches("[0-9a-fA-F]{1,4}")) return -1;
      count += four ? 2 : 1;
    }
    return count;
  }
}
