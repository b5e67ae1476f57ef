package pilothouse.registry;

import java.util.random.RandomGenerator;

/// Names made from a `generateName` and five random characters.
///
/// Source: apiserver `pkg/storage/names/generate.go`; apimachinery `pkg/util/rand`.
final class GeneratedNames {
  /// Eight tries: with a million names under one prefix, of 27^5 possible, all eight collide less than once in 10^9.
  static final int ATTEMPTS = 8;

  /// Without vowels and look-alikes, so that no bad word and no misread name comes out.
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX = 5;
  private static final int LONGEST_PREFIX = 63 - SUFFIX;

  private final RandomGenerator random;

  GeneratedNames(RandomGenerator random) {
    this.random = random;
  }

  String next(String prefix) {
    var name = new StringBuilder(cut(prefix));
    for (int i = 0; i < SUFFIX; i++)
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    return name.toString();
  }

  private static String cut(String prefix) {
    return prefix.length() > LONGEST_PREFIX ? prefix.substring(0, LONGEST_PREFIX) : prefix;
  }
}
