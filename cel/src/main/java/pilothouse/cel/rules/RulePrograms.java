package pilothouse.cel.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import pilothouse.cel.type.DeclType;
import pilothouse.cel.type.Rule;

/// Compiles rules, and keeps what it compiled: a rule that stands in a thousand definitions on the same type is compiled once. It forgets what was longest
/// not asked for.
///
/// `lock` guards `kept`; nothing is compiled under it, so the same rule may now and then be compiled twice.
final class RulePrograms {
  /// A program takes a few kilobytes.
  private static final int KEPT = 20_000;

  private record Key(String type, String rule, String message, boolean optional) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, CompiledRule> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompiledRule> eldest) {
          return size() > KEPT;
        }
      };

  List<CompiledRule> compile(List<Rule> rules, DeclType type) {
    String print = TypePrint.of(type);
    var compiler = new RuleCompiler(type, print);
    return rules.stream().map(rule -> compile(rule, print, compiler)).toList();
  }

  private CompiledRule compile(Rule rule, String print, RuleCompiler compiler) {
    var key = new Key(print, rule.rule(), rule.messageExpression(), rule.oldSelfIsOptional());
    return known(key).orElseGet(() -> keep(key, compiler.compile(rule)));
  }

  private Optional<CompiledRule> known(Key key) {
    lock.lock();
    try {
      return Optional.ofNullable(kept.get(key));
    } finally {
      lock.unlock();
    }
  }

  private CompiledRule keep(Key key, CompiledRule compiled) {
    lock.lock();
    try {
      kept.put(key, compiled);
    } finally {
      lock.unlock();
    }
    return compiled;
  }
}
