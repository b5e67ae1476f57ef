package pilothouse.api.codec;

import java.util.List;
import pilothouse.api.tree.ObjectNode;

/// An object in canonical form.
///
/// @param strictErrors what a strict reader refuses, such as `unknown field "spec.foo"`, in document order, at most [TypedDecoder#STRICT_LIMIT]
public record Decoded(ObjectNode object, List<String> strictErrors) {
  public Decoded {
    strictErrors = List.copyOf(strictErrors);
  }
}
