package pilothouse.builtins.core;

/// The pull policy that an image reference suggests: `Always` for the tag `latest`, written or implied, otherwise `IfNotPresent`.
final class ImageTag {
  private ImageTag() {}

  static String pullPolicy(String image) {
    return isLatest(image) ? "Always" : "IfNotPresent";
  }

  /// A reference without a tag means `latest` unless a digest pins it. One that cannot be read is not latest.
  private static boolean isLatest(String image) {
    if (image.isEmpty() || image.startsWith(" ") || image.endsWith(" ")) return false;
    if (image.contains("@")) return false;
    String last = image.substring(image.lastIndexOf('/') + 1);
    int colon = last.indexOf(':');
    return colon < 0 ? readable(image) : last.substring(colon + 1).equals("latest");
  }

  private static boolean readable(String image) {
    String path = image.contains("/") ? image.substring(image.indexOf('/') + 1) : image;
    return path.matches("[a-z0-9._/-]+");
  }
}
