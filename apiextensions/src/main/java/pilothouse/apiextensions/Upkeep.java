package pilothouse.apiextensions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.AcceptedNamesRule;
import pilothouse.apiextensions.definition.ApprovalState;
import pilothouse.apiextensions.definition.Definition;
import pilothouse.apiextensions.definition.DefinitionReader;
import pilothouse.apiextensions.definition.DefinitionStrategy;
import pilothouse.apiextensions.definition.NonStructural;
import pilothouse.apiextensions.resource.ServedDefinitions;
import pilothouse.registry.Metadata;
import pilothouse.storage.cache.CacheEvent;
import pilothouse.storage.cache.CacheWatch;
import pilothouse.storage.cache.Selection;
import pilothouse.storage.cache.Snapshot;

/// The loop that looks after definitions, one of a group at a time: it accepts names, establishes, and sends for the cleanup of those that are deleted.
///
/// It follows the watch of definitions and is idempotent: what it sees twice it leaves alone. A definition with which something fails is tried again every
/// second, and keeps the loop from no other one; where the watch itself fails, everything is looked at again.
final class Upkeep implements AutoCloseable {
  private static final Duration RETRY = Duration.ofSeconds(1);

  /// How often what nobody uses is looked for, after how long it lets go of its schemas, and after how long of its storage.
  private static final Duration REST = Duration.ofSeconds(30);

  private static final Duration SCHEMAS_IDLE = Duration.ofMinutes(1);
  private static final Duration STORAGE_IDLE = Duration.ofMinutes(5);

  private static final int LANES = 4;

  private final Catalog catalog;
  private final ServedDefinitions served;
  private final StatusWriter status;
  private final Clock clock;
  private final FailureLog failures;
  private final Set<String> cleaning = ConcurrentHashMap.newKeySet();

  /// The generation whose schemas were looked at, by name.
  private final Map<String, Long> structured = new ConcurrentHashMap<>();

  /// Definitions to be looked at again, as something failed.
  private final Set<String> failed = ConcurrentHashMap.newKeySet();

  /// The names of all definitions, by group.
  private final Map<String, Set<String>> groups = new ConcurrentHashMap<>();

  /// The revision that this wrote last, by name: there is nothing new in it.
  private final Map<String, Long> written = new ConcurrentHashMap<>();

  private long rested = System.nanoTime();
  private volatile boolean closed;
  private volatile @Nullable Thread thread;

  Upkeep(Catalog catalog, ServedDefinitions served, Clock clock) {
    this.catalog = catalog;
    this.served = served;
    this.clock = clock;
    this.failures = new FailureLog(clock);
    this.status = new StatusWriter(catalog.registry(), clock);
  }

  void start() {
    thread = Thread.ofVirtual().name("definitions").start(this::run);
  }

  private void run() {
    while (!closed)
      try {
        follow();
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) {
        // Of whatever kind: one that left this method would be the end of the upkeep.
        failures.failed("definitions could not be followed", e);
        if (!pause()) return;
      }
  }

  /// False when it was told to end.
  private static boolean pause() {
    try {
      Thread.sleep(RETRY);
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  private void follow() throws InterruptedException {
    var cache = catalog.registry().cache();
    Snapshot snapshot = cache.fresh();
    try (CacheWatch watch = cache.watch(snapshot, Selection.ALL)) {
      List<Definition> all = catalog.all();
      groups.clear();
      for (Definition definition : all) known(definition.name());
      for (Definition definition : all) attempt(definition.name());
      while (!closed) {
        rest();
        switch (watch.next(failed.isEmpty() ? REST : RETRY)) {
          case CacheWatch.Next.Events(var events) -> seen(events);
          case CacheWatch.Next.Quiet _ -> List.copyOf(failed).forEach(this::attempt);
          case CacheWatch.Next.Ended _ -> {
            return;
          }
        }
      }
    }
  }

  private void attempt(String name) {
    try {
      // What is not found is gone, of which the watch tells, or was told of a moment before it can
      // be read.
      if (looked(name)) failed.remove(name);
      else failed.add(name);
    } catch (RuntimeException e) {
      failed.add(name);
      failures.failed("the status of definition " + name + " could not be written", e);
    }
  }

  /// Groups have nothing to do with each other: several at a time share what the store waits for with each write.
  private void seen(List<CacheEvent> events) throws InterruptedException {
    var lanes = new HashMap<Integer, List<CacheEvent>>();
    for (CacheEvent event : events)
      lanes
          .computeIfAbsent(
              Math.floorMod(groupOf(event.object().name()).hashCode(), LANES),
              _ -> new ArrayList<>())
          .add(event);
    if (lanes.size() == 1) {
      events.forEach(this::seen);
      return;
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<Future<?>>();
      for (List<CacheEvent> lane : lanes.values())
        done.add(threads.submit(() -> lane.forEach(this::seen)));
      for (Future<?> lane : done) lane.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("definitions could not be looked at", e.getCause());
    }
  }

  private void seen(CacheEvent event) {
    if (closed) return;
    String name = event.object().name();
    switch (event.type()) {
      case ADDED, MODIFIED -> {
        known(name);
        if (written.getOrDefault(name, 0L) != event.revision()) attempt(name);
      }
      case DELETED -> {
        forget(name);
        served.forget(name);
        reconsider(groupOf(name));
      }
    }
  }

  private void known(String name) {
    groups.computeIfAbsent(groupOf(name), _ -> new TreeSet<>()).add(name);
  }

  private void forget(String name) {
    failed.remove(name);
    structured.remove(name);
    written.remove(name);
    groups.computeIfPresent(
        groupOf(name),
        (_, names) -> {
          names.remove(name);
          return names.isEmpty() ? null : names;
        });
  }

  /// A definition is named by its plural, a dot, and its group.
  private static String groupOf(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  private void rest() {
    long now = System.nanoTime();
    if (now - rested < REST.toNanos()) return;
    rested = now;
    served.rest(SCHEMAS_IDLE, STORAGE_IDLE);
  }

  /// Names became free: those that wanted them may have them now.
  private void reconsider(String group) {
    for (Definition other : group(group, _ -> true))
      if (!other.namesAccepted()) attempt(other.name());
  }

  private List<Definition> group(String group, Predicate<String> wanted) {
    return groups.getOrDefault(group, Set.of()).stream()
        .filter(wanted)
        .flatMap(name -> catalog.find(name).stream())
        .toList();
  }

  private List<Definition> others(Definition definition) {
    return group(definition.group(), name -> !name.equals(definition.name()));
  }

  /// False where there is no such definition.
  private boolean looked(String name) {
    var look = new Look();
    OptionalLong changed = status.update(name, look::at);
    if (look.before.isEmpty()) return false;
    Definition before = look.before.get();
    if (before.deleting() && cleaning.add(name)) {
      Thread.ofVirtual().name("cleanup " + name).start(() -> clean(name));
      return true;
    }
    structured.put(name, before.generation());
    if (changed.isPresent()) written(look, before, changed.getAsLong());
    return true;
  }

  private void written(Look look, Definition before, long revision) {
    written.put(before.name(), revision);
    Definition after = look.after.orElseThrow();
    catalog.learn(before.name(), revision, after);
    if (!after.accepted().equals(before.accepted())) released(before);
  }

  /// A look at one definition, whose tree is read once for all that is to be known of it. Where another write comes between, the last one counts.
  private final class Look {
    private Optional<Definition> before = Optional.empty();
    private Optional<Definition> after = Optional.empty();

    ObjectNode at(ObjectNode crd) {
      Definition found = DefinitionReader.read(crd);
      before = Optional.of(found);
      if (found.deleting() && !cleaning.contains(found.name())) return crd;
      var all = new ArrayList<>(others(found));
      all.add(found);
      ObjectNode out = judged(crd, new AcceptedNamesRule(all));
      after = Optional.of(out == crd ? found : DefinitionReader.read(out));
      return out;
    }
  }

  private ObjectNode judged(ObjectNode crd, AcceptedNamesRule rule) {
    Instant now = clock.instant();
    ObjectNode out = rule.applied(ApprovalState.of(crd).applied(crd, now), now);
    boolean known = structured.getOrDefault(Metadata.name(crd), 0L) == Metadata.generation(crd);
    return known ? out : NonStructural.applied(out, now);
  }

  private void released(Definition before) {
    if (before.accepted().plural().isEmpty()) return;
    for (Definition other : others(before)) if (!other.namesAccepted()) attempt(other.name());
  }

  private void clean(String name) {
    try {
      while (!closed) {
        Optional<ObjectNode> crd = catalog.tree(name);
        if (crd.isEmpty() || !Metadata.finalizers(crd.get()).contains(DefinitionStrategy.CLEANUP))
          return;
        try {
          new Cleanup(catalog, served, status, clock).run(name);
        } catch (RuntimeException e) {
          failures.failed("definition " + name + " could not be cleaned up", e);
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      cleaning.remove(name);
    }
  }

  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running != null) running.interrupt();
  }
}
