package pilothouse.cel.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pilothouse.cel.Expressions;
import pilothouse.cel.value.Value;

class ProgramTest {
  private static long cost(String expression) {
    return Expressions.run(expression, Value.of("abcdefghij")).cost();
  }

  /// What a run costs decides whether an object is refused, so it is upstream's.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 + 1 == 2 ; 2",
        "x == 'abcdefghij' ; 2",
        "x.size() == 10 ; 3",
        "x.startsWith('a') ; 2",
        "x.contains('abc') ; 2",
        "x.matches('^[a-z]+$') ; 5",
        "[1, 2, 3].all(y, y > 0) ; 16",
        "[x].size() == 1 ; 13",
        "{'a': x}.size() == 1 ; 33",
        "{'a': x}.a == x ; 35",
        "true || x == 'a' ; 0",
        "x == 'a' || true ; 2",
        "x in ['a', 'b'] ; 1",
        "size(x) in [1, 10] ; 2",
        "(x == 'a' ? x : x).size() == 1 ; 4",
        "{'a': {'b': x}}.all(k, {'a': x}[k] == x) ; 100",
        "[x, x].map(y, y).size() == 2 ; 41",
        "optional.of(x).hasValue() ; 3",
        "quantity('1k').isInteger() ; 2"
      })
  void aRunCostsWhatItsStepsCost(String expression, long cost) {
    assertThat(cost(expression)).as(expression).isEqualTo(cost);
  }

  @Test
  void aProgramIsSharedByThreads() throws Exception {
    String expression = "[1, 2, 3, 4].map(y, y * x).filter(z, z > x).size() == 3";
    List<Callable<String>> runs = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      Value x = Value.of(i);
      runs.add(() -> Expressions.show(expression, x));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> run : threads.invokeAll(runs)) assertThat(run.get()).isEqualTo("true");
    }
  }

  @Test
  void aRunWhoseThreadIsInterruptedEnds() {
    Thread.currentThread().interrupt();
    String shown = Expressions.show("lists.range(1000).all(y, y >= 0)");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(shown).isEqualTo("cancelled: operation interrupted");
  }

  @Test
  void aLoopWithinALoopHasVariablesOfItsOwn() {
    assertThat(Expressions.show("[1, 2].map(y, [3, 4].map(y, y * x)).flatten() == [3, 4, 3, 4]"))
        .isEqualTo("true");
    assertThat(Expressions.show("[1, 2].exists(x, x == 2) && x == 1")).isEqualTo("true");
  }

  @Test
  void anAppendedListLeavesTheOneItGrewFromAsItWas() {
    assertThat(
            Expressions.show(
                "[[1, 2].map(y, y)].all(l, (l + [3]).size() == 3 && (l + [4]) == [1, 2, 4] && l.size() == 2)"))
        .isEqualTo("true");
  }

  @Test
  void anExpressionMayNestAsDeepAsUpstreamLets() {
    String deep = "(".repeat(200) + "1" + ")".repeat(200);
    assertThat(Expressions.show(deep)).isEqualTo("1");
    assertThat(Expressions.show("(".repeat(5000) + "1" + ")".repeat(5000))).startsWith("error: ");
  }
}
