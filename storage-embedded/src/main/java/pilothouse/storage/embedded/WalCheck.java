package pilothouse.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import pilothouse.storage.StoreException;

/// Looks through a write-ahead log before SQLite does: SQLite takes whatever follows a broken frame for the torn end of the
/// last write, and forgets it. Of a log that was damaged in its middle that would be writes that were acknowledged.
///
/* A frame holds a page and a checksum over the log up to it; one that ends a transaction says so. Transactions are synced
 * before the next begins, so what a crash tears is part of the last one alone. Hence
 *
 *   [frame][COMMIT][frame][COMMIT][frame][broken]                      torn: forgotten
 *   [frame][COMMIT][frame][COMMIT][broken][frame][COMMIT]              torn: the disk wrote the end first
 *   [frame][COMMIT][broken][COMMIT][frame][COMMIT]                     damaged: the broken one had been synced
 *
 * Frames that older uses of the file left behind have another salt and do not count.
 * Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
final class WalCheck {
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int MAGIC = 0x377f0682;

  private final FileChannel log;
  private final Path file;
  private final ByteBuffer header;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int pageSize;
  private int s0;
  private int s1;

  private WalCheck(FileChannel log, Path file, ByteBuffer header) {
    this.log = log;
    this.file = file;
    this.header = header;
  }

  /// Cuts a torn end off. SQLite would leave it and write over it: of a long one, frames would stay behind the next
  /// transactions, and a second crash would make them look like writes that followed damage.
  ///
  /// @throws StoreException.Corrupt if something that was synced cannot be read any more
  static void of(Path file) throws IOException {
    if (!Files.exists(file)) return;
    try (var log = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (log.size() <= HEADER + FRAME_HEADER) return;
      var header = ByteBuffer.allocate(HEADER);
      read(log, header, 0);
      new WalCheck(log, file, header).check();
    }
  }

  private static boolean read(FileChannel log, ByteBuffer into, long at) throws IOException {
    into.clear();
    while (into.hasRemaining()) if (log.read(into, at + into.position()) < 0) return false;
    into.flip();
    return true;
  }

  private void check() throws IOException {
    if (!hasHeader()) {
      // A file that was made longer, but not written before the crash.
      if (isZero()) return;
      throw damaged("its header is broken");
    }
    var frame = ByteBuffer.allocate(FRAME_HEADER + pageSize);
    long at = HEADER;
    long whole = at;
    while (read(log, frame, at) && isSound(frame)) {
      at += frame.capacity();
      if (commits(frame)) whole = at;
    }
    requireTorn(frame, at);
    cut(whole);
  }

  /// @param whole where the last transaction ends that is
  private void cut(long whole) throws IOException {
    if (log.size() <= whole) return;
    log.truncate(whole);
    log.force(true);
  }

  private boolean hasHeader() {
    int magic = header.getInt(0);
    if ((magic & ~1) != MAGIC) return false;
    order = (magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    pageSize = header.getInt(8);
    sum(header, 0, 24);
    return s0 == header.getInt(24)
        && s1 == header.getInt(28)
        && pageSize >= 512
        && pageSize <= 65_536;
  }

  private boolean isZero() throws IOException {
    var block = ByteBuffer.allocate(8192);
    for (long at = 0; at < log.size(); at += block.capacity()) {
      block.clear();
      log.read(block, at);
      for (int i = 0; i < block.position(); i++) if (block.get(i) != 0) return false;
    }
    return true;
  }

  private boolean hasSalt(ByteBuffer frame) {
    return frame.getLong(8) == header.getLong(16);
  }

  private boolean isSound(ByteBuffer frame) {
    if (!hasSalt(frame)) return false;
    sum(frame, 0, 8);
    sum(frame, FRAME_HEADER, frame.limit());
    return s0 == frame.getInt(16) && s1 == frame.getInt(20);
  }

  /// Continues the checksum over `bytes`, whose length is a multiple of 8.
  private void sum(ByteBuffer bytes, int from, int to) {
    var words = bytes.duplicate().order(order);
    int a = s0;
    int b = s1;
    for (int i = from; i < to; i += 8) {
      a += words.getInt(i) + b;
      b += words.getInt(i + 4) + a;
    }
    s0 = a;
    s1 = b;
  }

  private static boolean commits(ByteBuffer frame) {
    return frame.getInt(4) != 0;
  }

  /// @param at of the first frame that is not sound
  private void requireTorn(ByteBuffer frame, long at) throws IOException {
    boolean committed = false;
    for (long next = at; read(log, frame, next); next += frame.capacity()) {
      if (!hasSalt(frame)) continue;
      if (committed)
        throw damaged("it is broken at byte " + at + ", and writes that followed are there");
      committed = commits(frame);
    }
  }

  private StoreException.Corrupt damaged(String what) {
    return new StoreException.Corrupt("the write-ahead log " + file + " is damaged: " + what);
  }
}
