package pilothouse.registry;

import java.util.List;
import java.util.function.Function;
import pilothouse.api.validation.Formats;

/// The name rules that most kinds share.
public final class Names {
  public static final NameRule DNS_SUBDOMAIN =
      (name, prefix) -> checked(Formats::dnsSubdomain, name, prefix);

  /// As [#DNS_SUBDOMAIN], in the words of rules that upstream declares beside the type.
  public static final NameRule LONG_NAME =
      (name, prefix) -> checked(Formats::longName, name, prefix);

  public static final NameRule DNS_LABEL =
      (name, prefix) -> checked(Formats::dnsLabel, name, prefix);
  public static final NameRule DNS_1035_LABEL =
      (name, prefix) -> checked(Formats::dns1035Label, name, prefix);
  public static final NameRule PATH_SEGMENT =
      (name, prefix) ->
          prefix && (name.equals(".") || name.equals("..")) ? List.of() : Formats.pathSegment(name);

  private Names() {}

  private static List<String> checked(
      Function<String, List<String>> format, String name, boolean prefix) {
    return format.apply(prefix ? maskTrailingDash(name) : name);
  }

  /// A `generateName` may end in a dash, as letters will follow it.
  private static String maskTrailingDash(String name) {
    return name.length() > 1 && name.endsWith("-")
        ? name.substring(0, name.length() - 2) + "a"
        : name;
  }
}
