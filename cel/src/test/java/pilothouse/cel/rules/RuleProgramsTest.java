package pilothouse.cel.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pilothouse.cel.type.DeclType;
import pilothouse.cel.type.DeclType.Basic;
import pilothouse.cel.type.DeclType.ObjectOf;
import pilothouse.cel.type.DeclType.Scalar;
import pilothouse.cel.type.Rule;

class RuleProgramsTest {
  private final RulePrograms programs = new RulePrograms();

  private static DeclType object(long length) {
    return new ObjectOf(Map.of("a", new Scalar(Basic.STRING, length, 2)), 2);
  }

  private CompiledRule compile(String rule, DeclType type) {
    return programs.compile(List.of(Rule.of(rule)), type).getFirst();
  }

  @Test
  void equalRulesOnEqualTypesAreCompiledOnce() {
    assertThat(compile("self.a == 'x'", object(40))).isSameAs(compile("self.a == 'x'", object(40)));
  }

  @Test
  void anotherTypeIsAnotherProgram() {
    assertThat(compile("self.a == 'x'", object(40)))
        .isNotSameAs(compile("self.a == 'x'", object(80)));
    assertThat(compile("self.a == 'y'", object(40)))
        .isNotSameAs(compile("self.a == 'x'", object(40)));
  }

  @Test
  void theOldValueIsNoticedWhereverItStands() {
    assertThat(
            compile("self.a == 'x' || [1].exists(i, oldSelf.a == 'y')", object(40)).usesOldSelf())
        .isTrue();
    assertThat(compile("self.a == 'oldSelf'", object(40)).usesOldSelf()).isFalse();
  }
}
