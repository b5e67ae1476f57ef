package pilothouse.app.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What browsers are told.
///
/// Source of names and messages: apiserver `pkg/server/options/server_run_options.go`.
///
/// @param transport the directives of the header Strict-Transport-Security; empty for no such header
/// @param origins whose pages may call
public record BrowserFlags(List<String> transport, List<Pattern> origins) {
  private static final Pattern DIRECTIVE =
      Pattern.compile("max-age=\\S*|includeSubDomains|preload");

  public BrowserFlags {
    transport = List.copyOf(transport);
    origins = List.copyOf(origins);
  }

  static BrowserFlags from(Flags flags, List<String> errors) {
    var transport = flags.list("strict-transport-security-directives");
    if (!transport.stream().allMatch(directive -> DIRECTIVE.matcher(directive).matches()))
      errors.add(
          "--strict-transport-security-directives invalid, allowed values: max-age=expireTime, includeSubDomains, preload");
    var origins = new ArrayList<Pattern>();
    for (String text : flags.list("cors-allowed-origins"))
      pattern(text, errors).ifPresent(origins::add);
    return new BrowserFlags(transport, origins);
  }

  private static Optional<Pattern> pattern(String text, List<String> errors) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      errors.add("--cors-allowed-origins has an invalid regular expression: " + e.getDescription());
      return Optional.empty();
    }
  }
}
