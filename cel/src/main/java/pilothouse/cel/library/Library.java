package pilothouse.cel.library;

import java.util.Map;
import java.util.Optional;

/// All functions of the language as Kubernetes 1.36 has them.
public final class Library {
  private final Map<String, Implementation> functions;

  public Library() {
    var all = new Overloads();
    Arithmetic.addTo(all);
    Comparisons.addTo(all);
    Conversions.addTo(all);
    Times.addTo(all);
    Optionals.addTo(all);
    Strings.addTo(all);
    Lists.addTo(all);
    Sets.addTo(all);
    Regexes.addTo(all);
    Urls.addTo(all);
    Quantities.addTo(all);
    Addresses.addTo(all);
    Networks.addTo(all);
    NamedFormats.addTo(all);
    Versions.addTo(all);
    functions = all.functions();
  }

  public Optional<Implementation> find(String name) {
    return Optional.ofNullable(functions.get(name));
  }
}
