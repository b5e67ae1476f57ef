package pilothouse.cel.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import pilothouse.cel.Expressions;

/// Every function, by rows of an expression and what it comes to.
class LibraryTest {
  @TestFactory
  Stream<DynamicTest> aFunctionGivesWhatItsRowSays() throws IOException {
    try (var in = LibraryTest.class.getResourceAsStream("functions.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .map(row ->
              DynamicTest.dynamicTest(
                  row[0],
                  () -> assertThat(Expressions.show(row[0]).replace("\n", "⏎")).isEqualTo(row[1])));
    }
  }
}
