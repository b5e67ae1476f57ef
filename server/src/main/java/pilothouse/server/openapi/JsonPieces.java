package pilothouse.server.openapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.api.tree.StringNode;

/// A JSON object put together from objects that are JSON already.
final class JsonPieces {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);

  JsonPieces() {
    out.write('{');
  }

  /// A member whose value has the members of all pieces; where there is one piece, that piece.
  void member(String name, List<Bytes> pieces) {
    if (out.size() > 1) out.write(',');
    out.writeBytes((new StringNode(name) + ":").getBytes(StandardCharsets.UTF_8));
    if (pieces.size() == 1) {
      out.writeBytes(pieces.getFirst().unsafeArray());
      return;
    }
    out.write('{');
    boolean first = true;
    for (Bytes piece : pieces) {
      int inner = piece.size() - 2;
      if (inner == 0) continue;
      if (!first) out.write(',');
      out.write(piece.unsafeArray(), 1, inner);
      first = false;
    }
    out.write('}');
  }

  Bytes build() {
    out.write('}');
    return Bytes.wrap(out.toByteArray());
  }
}
