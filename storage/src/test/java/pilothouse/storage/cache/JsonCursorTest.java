package pilothouse.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JsonCursorTest {
  @Test
  void aStringEndsAtItsQuotationMarkWhereverThatStands() {
    for (int length = 0; length < 40; length++)
      for (int behind = 0; behind < 20; behind++) {
        var cursor =
            cursor("\"" + "é!#]".repeat(10).substring(0, length) + "\"" + "\"".repeat(behind));
        int end = cursor.skipString();
        assertThat(new String(cursor.in, 1, end - 1, StandardCharsets.UTF_8)).hasSize(length);
        assertThat(cursor.at).isEqualTo(end + 1);
      }
  }

  @Test
  void anEscapedQuotationMarkEndsNothing() {
    for (int before = 0; before < 20; before++)
      for (int after = 0; after < 20; after++) {
        var text = "x".repeat(before) + "\\\"" + "\\\\".repeat(after) + "y".repeat(after);
        var cursor = cursor("\"" + text + "\":1");
        assertThat(cursor.skipString()).isEqualTo(text.length() + 1);
      }
  }

  @Test
  void aStringWithoutAnEndIsMalformed() {
    for (int length = 0; length < 20; length++) {
      var open = "\"" + "x".repeat(length);
      assertThatIllegalArgumentException().isThrownBy(() -> cursor(open).skipString());
      assertThatIllegalArgumentException().isThrownBy(() -> cursor(open + "\\").skipString());
      assertThatIllegalArgumentException().isThrownBy(() -> cursor(open + "\\\"").skipString());
    }
  }

  private static JsonCursor cursor(String text) {
    return new JsonCursor(text.getBytes(StandardCharsets.UTF_8));
  }
}
