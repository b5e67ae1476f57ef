package pilothouse.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The transactions of a write-ahead log, read as SQLite's description of the format says.
///
/// @param ends where each valid transaction ends, in bytes
/// @param begun whether frames of a further transaction follow, so that the last of `ends` had been synced
record WalFrames(int frameSize, List<Long> ends, boolean begun) {
  private static final int HEADER = 32;

  static WalFrames of(Path log) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(log));
    int size = bytes.getInt(8) + 24;
    var order = (bytes.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    var sums = new int[2];
    add(sums, bytes, 0, 24, order);
    var ends = new ArrayList<Long>();
    for (int at = HEADER; at + size <= bytes.limit(); at += size) {
      if (bytes.getLong(at + 8) != bytes.getLong(16)) break;
      add(sums, bytes, at, 8, order);
      add(sums, bytes, at + 24, size - 24, order);
      if (sums[0] != bytes.getInt(at + 16) || sums[1] != bytes.getInt(at + 20)) break;
      if (bytes.getInt(at + 4) != 0) ends.add((long) at + size);
    }
    return new WalFrames(
        size, ends, isBegun(bytes, ends.isEmpty() ? HEADER : ends.getLast(), size));
  }

  private static boolean isBegun(ByteBuffer bytes, long end, int size) {
    return end + size <= bytes.limit() && bytes.getLong((int) end + 8) == bytes.getLong(16);
  }

  private static void add(int[] sums, ByteBuffer bytes, int from, int length, ByteOrder order) {
    var words = bytes.duplicate().order(order);
    for (int i = from; i < from + length; i += 8) {
      sums[0] += words.getInt(i) + sums[1];
      sums[1] += words.getInt(i + 4) + sums[0];
    }
  }

  long end() {
    return ends.isEmpty() ? HEADER : ends.getLast();
  }

  long beforeLast() {
    return ends.size() < 2 ? HEADER : ends.get(ends.size() - 2);
  }
}
