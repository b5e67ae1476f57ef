package pilothouse.server.rest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.api.selector.FieldSelector;
import pilothouse.registry.ResourceVersions;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Response;
import pilothouse.server.http.WebSocketHandshake;
import pilothouse.storage.StoreException;
import pilothouse.storage.cache.CacheWatch;
import pilothouse.storage.cache.Selection;
import pilothouse.storage.cache.Snapshot;
import pilothouse.storage.cache.WatchCache;

/// Streams what happens to the objects of a namespace or of all.
final class WatchHandler implements Handler {
  private final ServedResource resource;
  private final Answers answers;

  WatchHandler(ServedResource resource) {
    this.resource = resource;
    this.answers = new Answers(resource);
  }

  @Override
  public Response handle(Call call) {
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    ListOptions options = named(ListOptions.of(call.query(), true), call.info().name());
    String namespace = resource.namespace(call);
    Selection selection = Selections.of(resource, namespace, options);
    Negotiation.requireStream(as, resource.codec().encodings());
    long revision = ResourceVersions.parse(options.resourceVersion());
    var frames = new WatchFrames(resource, as, answers.table(call, as));
    Duration length = length(options);
    boolean binary = as.encoding() == Encoding.PROTOBUF;
    boolean messages = WebSocketHandshake.isAsked(call);
    // Taken out by the writer: a watch may live for hours, and what was there at its beginning must
    // not.
    var start = new AtomicReference<>(Optional.of(start(options, revision, selection)));
    Response.Writer writer =
        sink -> {
          Response.Sink out = messages && binary ? new UnframedSink(sink) : sink;
          var run = new WatchRun(resource, frames, options, length, messages, out);
          try {
            var watch = start.getAndSet(Optional.empty()).orElseThrow().open(run);
            if (watch.isPresent()) follow(watch.get(), run);
          } catch (ApiException unreadable) {
            // An object that cannot be read ends the watch; its client lists again and hears it
            // there.
            run.error(unreadable.status());
          }
        };
    if (messages) return WebSocketHandshake.open(call, !binary, writer);
    return new Response(
        200, Headers.of("Content-Type", contentType(as)), new Response.Body.Stream(writer));
  }

  private static String contentType(Representation as) {
    return as.encoding() == Encoding.PROTOBUF
        ? as.encoding().streamType().orElseThrow()
        : as.encoding().mediaType();
  }

  /// A watch of one object, by its path, is a watch of its name.
  private static ListOptions named(ListOptions options, String name) {
    if (name.isEmpty()) return options;
    FieldSelector own = FieldSelector.equal("metadata.name", name);
    if (options.fields().matchesEverything()) return options.withFields(own);
    boolean agrees =
        options.fields().terms().stream()
            .filter(t -> t.field().equals("metadata.name"))
            .allMatch(t -> t.equal() == t.value().equals(name));
    if (!agrees)
      throw ApiException.badRequest("fieldSelector metadata.name doesn't match requested name");
    return options;
  }

  private Duration length(ListOptions options) {
    long asked = options.timeoutSeconds().orElse(0);
    if (asked != 0) return Duration.ofSeconds(Math.clamp(asked, 0, 1L << 30));
    Duration least = resource.settings().watchAtLeast();
    return least.plusMillis((long) (ThreadLocalRandom.current().nextDouble() * least.toMillis()));
  }

  private static void follow(CacheWatch watch, WatchRun run) throws InterruptedException {
    try (watch) {
      run.follow(watch);
    }
  }

  /// How a watch begins: with what is there, or after a state or a revision; or with the error that it ends with.
  private sealed interface Start {
    /// Writes what comes first; what follows it, unless that is all.
    Optional<CacheWatch> open(WatchRun run) throws InterruptedException;

    record Initial(Snapshot snapshot, Selection selection, WatchCache cache) implements Start {
      @Override
      public Optional<CacheWatch> open(WatchRun run) throws InterruptedException {
        run.initial(snapshot, selection);
        return Optional.of(cache.watch(snapshot, selection));
      }
    }

    record Since(Snapshot snapshot, Selection selection, WatchCache cache) implements Start {
      @Override
      public Optional<CacheWatch> open(WatchRun run) {
        return Optional.of(cache.watch(snapshot, selection));
      }
    }

    record After(long revision, Selection selection, WatchCache cache) implements Start {
      @Override
      public Optional<CacheWatch> open(WatchRun run) throws InterruptedException {
        try {
          return Optional.of(cache.watch(revision, selection));
        } catch (StoreException.Compacted e) {
          run.error(expired(revision, e));
          return Optional.empty();
        }
      }
    }

    record Failed(Status status) implements Start {
      @Override
      public Optional<CacheWatch> open(WatchRun run) throws InterruptedException {
        run.error(status);
        return Optional.empty();
      }
    }
  }

  /// Looked for before the answer begins: a client that has the head of its answer hears of everything from then on.
  private Start start(ListOptions options, long revision, Selection selection) {
    WatchCache cache = resource.stored().cache();
    Optional<Boolean> initial = options.sendInitialEvents();
    try {
      if (initial.orElse(false))
        return new Start.Initial(snapshot(options, revision, cache), selection, cache);
      if (options.startsAnywhere()) return new Start.Since(cache.fresh(), selection, cache);
      return new Start.After(revision, selection, cache);
    } catch (StoreException.Compacted e) {
      return new Start.Failed(expired(revision, e));
    } catch (StoreException.FutureRevision e) {
      return new Start.Failed(Snapshots.tooLarge(e));
    } catch (ApiException unreadable) {
      return new Start.Failed(unreadable.status());
    }
  }

  private static Status expired(long revision, StoreException.Compacted e) {
    return Status.failure(
        Reason.EXPIRED,
        "too old resource version: " + revision + " (" + e.compactedRevision() + ")");
  }

  private static Snapshot snapshot(ListOptions options, long revision, WatchCache cache) {
    if (options.resourceVersion().isEmpty()) return cache.fresh();
    if (revision == 0) return cache.current();
    return cache.notOlderThan(revision, Duration.ofSeconds(3));
  }
}
