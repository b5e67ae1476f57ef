package pilothouse.storage.embedded;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import pilothouse.storage.StoreException;
import pilothouse.storage.embedded.Transaction.Cleaning;

/// The one thread that writes: it takes all commands that wait, makes one transaction of them, and answers when that is on
/// the disk. So a sync of the disk is paid once for all who wrote at the same time.
///
/// Between writes, or along with them, it ends leases and cleans up after compactions, a little at a time.
final class Writer implements Runnable {
  private static final int MOST_COMMANDS = 4096;
  private static final int MOST_BYTES = 16 << 20;

  private static final int ENDED_AT_ONCE = 200;

  private final Journal journal;
  private final Contents contents;
  private final Leases leases = new Leases();
  private final InstantSource clock;
  private final Duration compactionInterval;
  private final Queue<Ticket> queue = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean idle;
  private volatile boolean closed;
  private volatile boolean finished;
  private long cleaned;
  private long nextCompaction;
  private long compactionTarget;
  private long calmAt = System.nanoTime();

  Writer(Journal journal, Contents contents, Recovered recovered, EmbeddedSettings settings) {
    this.journal = journal;
    this.contents = contents;
    clock = settings.clock();
    compactionInterval = settings.compactionInterval();
    cleaned = recovered.cleaned();
    recovered.leases().forEach(leases::grant);
    recovered.heads().stream()
        .filter(head -> head.lease() != 0)
        .forEach(h -> leases.attach(h.lease(), h.key()));
    compactionTarget = recovered.revision();
    nextCompaction = clock.millis() + compactionInterval.toMillis();
    thread = Thread.ofPlatform().daemon().name("store-writer").unstarted(this);
  }

  void start() {
    thread.start();
  }

  Reply submit(Command command) {
    if (closed) throw closedError();
    var ticket = new Ticket(command);
    queue.add(ticket);
    if (idle) LockSupport.unpark(thread);
    if (finished) refuseAll();
    return ticket.await();
  }

  private static StoreException closedError() {
    return new StoreException.Unavailable("the store is closed");
  }

  private void refuseAll() {
    for (var ticket = queue.poll(); ticket != null; ticket = queue.poll())
      ticket.answer(new Reply.Failed(closedError()));
  }

  @Override
  public void run() {
    try {
      while (!closed || !queue.isEmpty()) turn();
    } finally {
      closed = true;
      finished = true;
      refuseAll();
    }
  }

  private void turn() {
    compactIfDue();
    if (queue.isEmpty() && !hasChores()) {
      rest();
      return;
    }
    var tickets = take();
    var plan = new Plan(contents.heads(), leases, contents.hub().published(), contents.compacted());
    var replies = new ArrayList<Reply>(tickets.size());
    for (var ticket : tickets) replies.add(plan.decide(ticket.command()));
    leases.endedBy(clock.millis(), ENDED_AT_ONCE).forEach(plan::end);
    try {
      commit(plan);
      for (int i = 0; i < replies.size(); i++) tickets.get(i).answer(replies.get(i));
    } catch (StoreException e) {
      for (var ticket : tickets) ticket.answer(new Reply.Failed(e));
      trouble();
    } catch (RuntimeException | Error e) {
      // A defect. This thread ends with it, and nobody may wait for it in vain.
      var failed = new Reply.Failed(new StoreException.Unavailable("the writer failed", e));
      for (var ticket : tickets) ticket.answer(failed);
      throw e;
    }
  }

  /// Chores wait a second after a failure: a full disk does not get room by being asked for it all the time.
  private void trouble() {
    calmAt = System.nanoTime() + 1_000_000_000;
  }

  private boolean isTroubled() {
    return System.nanoTime() - calmAt < 0;
  }

  private boolean hasChores() {
    return !isTroubled() && (leases.nextEnd() <= clock.millis() || cleaned < contents.compacted());
  }

  private void rest() {
    long due = isTroubled() ? 1000 : Math.min(leases.nextEnd(), nextCompaction) - clock.millis();
    idle = true;
    // A second at most: clocks are set back and forth. After trouble, chores are tried again that
    // often.
    if (queue.isEmpty() && !closed)
      LockSupport.parkNanos(this, Math.clamp(due, 1, 1000) * 1_000_000);
    idle = false;
  }

  private List<Ticket> take() {
    var tickets = new ArrayList<Ticket>();
    long bytes = 0;
    while (tickets.size() < MOST_COMMANDS && bytes < MOST_BYTES) {
      var ticket = queue.poll();
      if (ticket == null) break;
      tickets.add(ticket);
      if (ticket.command() instanceof Command.Put put) bytes += put.value().size();
    }
    return tickets;
  }

  private void commit(Plan plan) {
    // Readers are refused before rows go.
    var transaction =
        plan.transaction(plan.compacts() || isTroubled() ? Cleaning.NONE : cleaning(plan.size()));
    if (transaction.isNothing()) return;
    commit(transaction);
    contents.compacted(transaction.compacted());
    apply(transaction);
  }

  private void commit(Transaction transaction) {
    try {
      journal.commit(transaction);
      if (!transaction.clean().isNothing()) cleaned = transaction.clean().to();
    } catch (StoreException e) {
      // Cleaning must not be what makes writes fail.
      if (transaction.clean().isNothing()) throw e;
      trouble();
      journal.commit(transaction.withoutCleaning());
    }
  }

  /// @param rows are written along with it
  private Cleaning cleaning(int rows) {
    long step = CleaningPace.step(rows, contents.compacted() - cleaned);
    return step <= 0 ? Cleaning.NONE : new Cleaning(cleaned, cleaned + step);
  }

  private void apply(Transaction transaction) {
    for (var term : transaction.granted()) {
      leases.grant(term);
      contents.leaseEnds().put(term.id(), term.endsAt());
    }
    if (!transaction.rows().isEmpty()) contents.applying(transaction.rows().getLast().revision());
    for (var row : transaction.rows()) apply(row);
    for (var id : transaction.ended()) {
      leases.end(id);
      contents.leaseEnds().remove(id);
    }
    contents.hub().publish(transaction.rows());
  }

  private void apply(Row row) {
    var known = contents.heads().get(row.key());
    if (known != null && known.lease() != 0) leases.detach(known.lease(), row.key());
    if (row.isDeletion()) {
      contents.heads().remove(row.key());
      return;
    }
    contents
        .heads()
        .put(row.key(), new Head(row.key(), row.revision(), row.created(), row.lease()));
    if (row.lease() != 0) leases.attach(row.lease(), row.key());
  }

  /// Every interval, forgets what is older than one interval. Source: etcd servers are compacted so by upstream,
  /// apiserver `pkg/storage/etcd3/compact.go`.
  private void compactIfDue() {
    if (compactionInterval.isZero() || clock.millis() < nextCompaction) return;
    nextCompaction = clock.millis() + compactionInterval.toMillis();
    long target = compactionTarget;
    compactionTarget = contents.hub().published();
    if (target <= contents.compacted()) return;
    queue.add(new Ticket(new Command.Compact(target)));
  }

  /// Lets the writes that wait happen, then ends.
  void close() {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
