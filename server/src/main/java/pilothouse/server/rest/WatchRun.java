package pilothouse.server.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.api.Status;
import pilothouse.server.http.Response.Sink;
import pilothouse.storage.cache.CacheEvent;
import pilothouse.storage.cache.CacheWatch;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.Selection;
import pilothouse.storage.cache.Snapshot;

/// One watch while it is written, on its own thread.
final class WatchRun {
  /// A last bookmark goes out so long before a watch ends, so that its client resumes from there.
  ///
  /// Source: apiserver `pkg/storage/cacher/cacher.go`.
  private static final Duration LAST_BOOKMARK = Duration.ofSeconds(2);

  private final WatchFrames frames;
  private final boolean bookmarks;
  private final boolean messages;
  private final Sink sink;
  private final long end;
  private final Duration every;
  private long nextBookmark;

  /// @param messages whether each frame is sent by itself
  WatchRun(
      ServedResource resource,
      WatchFrames frames,
      ListOptions options,
      Duration length,
      boolean messages,
      Sink sink) {
    this.frames = frames;
    this.bookmarks = options.bookmarks();
    this.messages = messages;
    this.sink = sink;
    this.every = resource.settings().bookmarkEvery();
    long now = System.nanoTime();
    this.end = now + length.toNanos();
    this.nextBookmark = next(now);
  }

  private long next(long now) {
    long regular = now + every.toNanos();
    long last = end - LAST_BOOKMARK.toNanos();
    return now < last ? Math.min(regular, last) : regular;
  }

  void error(Status status) throws InterruptedException {
    sink.write(frames.error(status));
  }

  /// Writes what was there, and tells where that ends.
  void initial(Snapshot snapshot, Selection selection) throws InterruptedException {
    var out = new PieceBuffer(sink);
    for (CachedObject object : snapshot.list(selection, "", 0).items())
      add(out, frames.added(object));
    if (bookmarks) add(out, frames.bookmark(snapshot.revision(), true));
    out.flush();
  }

  /// Several frames may share a piece of a body, but not a message.
  private void add(PieceBuffer out, Bytes frame) throws InterruptedException {
    out.add(frame);
    if (messages) out.flush();
  }

  /// Writes events until the time is over, the client leaves, or it cannot keep up.
  void follow(CacheWatch watch) throws InterruptedException {
    sink.onEnd(watch::close);
    if (frames.sharedAndQuick()) watch.deliverTo(new Delivery(frames, sink));
    while (!sink.ended()) {
      long now = System.nanoTime();
      if (now - end >= 0) return;
      long until = bookmarks && nextBookmark - end < 0 ? nextBookmark : end;
      switch (watch.next(Duration.ofNanos(Math.max(1, until - now)))) {
        case CacheWatch.Next.Events(var events) -> write(events);
        case CacheWatch.Next.Quiet(var revision) -> bookmark(revision);
        case CacheWatch.Next.Ended _ -> {
          return;
        }
      }
    }
  }

  /// An event's frame is the same bytes for all its watchers, so it goes out as it is; what goes out together is the connection's business.
  private void write(Iterable<CacheEvent> events) throws InterruptedException {
    for (CacheEvent event : events) sink.write(frames.event(event));
  }

  /// Passes frames on from the cache's thread while this watch's own sleeps. What it refuses that thread writes, or answers for: a client that is
  /// slow or gone, an object that cannot be read.
  private record Delivery(WatchFrames frames, Sink sink) implements CacheWatch.Taker {
    @Override
    public boolean take(List<CacheEvent> events) {
      try {
        return sink.offer(pieces(events));
      } catch (RuntimeException _) {
        return false; // that thread meets it again
      }
    }

    private List<Bytes> pieces(List<CacheEvent> events) {
      if (events.size() == 1) return List.of(frames.event(events.getFirst()));
      var pieces = new ArrayList<Bytes>(events.size());
      for (CacheEvent event : events) pieces.add(frames.event(event));
      return pieces;
    }

    @Override
    public Runnable bell() {
      return sink.bell();
    }
  }

  private void bookmark(long revision) throws InterruptedException {
    long now = System.nanoTime();
    if (!bookmarks || now - nextBookmark < 0) return;
    sink.write(frames.bookmark(revision, false));
    nextBookmark = next(now);
  }
}
