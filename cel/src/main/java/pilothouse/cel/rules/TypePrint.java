package pilothouse.cel.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import pilothouse.cel.type.DeclType;

/// A short text that two types share only when they are equal.
final class TypePrint {
  private TypePrint() {}

  static String of(DeclType type) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(type, digest);
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(DeclType type, MessageDigest digest) {
    switch (type) {
      case DeclType.Scalar scalar ->
          text(digest, scalar.basic() + ":" + scalar.maxElements() + ":" + scalar.minSize());
      case DeclType.ListOf list -> {
        text(digest, "[" + list.maxElements());
        add(list.element(), digest);
      }
      case DeclType.MapOf map -> {
        text(digest, "<" + map.maxElements());
        add(map.element(), digest);
      }
      case DeclType.ObjectOf object -> {
        text(digest, "{" + object.minSize());
        new TreeMap<>(object.fields())
            .forEach((name, field) -> {
              text(digest, name);
              add(field, digest);
            });
        text(digest, "}");
      }
    }
  }

  private static void text(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
