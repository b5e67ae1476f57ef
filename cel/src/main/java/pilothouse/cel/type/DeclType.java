package pilothouse.cel.type;

import java.util.Map;

/// The type that expressions give to what a schema describes, with the sizes that costs are estimated by.
public sealed interface DeclType {

  /// How many elements, characters or bytes a value has at most.
  long maxElements();

  /// The fewest bytes that a value takes in JSON.
  long minSize();

  /// The kinds without parts. `DYN` is what `x-kubernetes-int-or-string` is.
  enum Basic {
    BOOL,
    INT,
    DOUBLE,
    STRING,
    BYTES,
    DURATION,
    TIMESTAMP,
    DYN
  }

  record Scalar(Basic basic, long maxElements, long minSize) implements DeclType {}

  /// A list; in JSON `[]` at least.
  record ListOf(DeclType element, long maxElements) implements DeclType {
    @Override
    public long minSize() {
      return 2;
    }
  }

  /// A map of texts to values; in JSON `{}` at least.
  record MapOf(DeclType element, long maxElements) implements DeclType {
    /// The keys of maps have no size of their own: upstream's string type tells 0.
    static final DeclType KEY = new Scalar(Basic.STRING, 0, 2);

    @Override
    public long minSize() {
      return 2;
    }

    public DeclType key() {
      return KEY;
    }
  }

  /// An object; its fields by the names they have in expressions.
  record ObjectOf(Map<String, DeclType> fields, long minSize) implements DeclType {
    @Override
    public long maxElements() {
      return 0;
    }
  }
}
