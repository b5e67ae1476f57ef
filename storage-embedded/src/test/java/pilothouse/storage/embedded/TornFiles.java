package pilothouse.storage.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;

/// What a loss of power can do to the files of a store beyond the kill of its process: everything that was not synced may
/// be there, torn, zeros, or something else.
final class TornFiles {
  private static final int HEADER = 32;

  private final Path folder;
  private final Random random;

  TornFiles(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
  }

  private Path log() {
    return folder.resolve("store.db-wal");
  }

  /// @param newest acknowledged, and so synced
  /// @return what was done
  String tear(long newest) throws IOException {
    tearSharedMemory();
    if (!Files.exists(log()) || Files.size(log()) <= HEADER) return "no log";
    var tail = Tail.of(log());
    long from = tail.end;
    // The next transaction begins only when the last is synced, acknowledged or not.
    boolean mayTear = !tail.begun && tail.lastCommit > HEADER;
    if (random.nextInt(3) == 0 && mayTear && isThereWithout(tail, newest)) from = tail.lastCommit;
    return tearFrom(from);
  }

  /// The memory that connections share is made anew by the first, whatever is in the file.
  private void tearSharedMemory() throws IOException {
    var file = folder.resolve("store.db-shm");
    if (!Files.exists(file)) return;
    switch (random.nextInt(3)) {
      case 0 -> Files.delete(file);
      case 1 -> Files.write(file, noise((int) Files.size(file)));
      default -> {}
    }
  }

  /// Breaks what stands at `from` or behind it.
  private String tearFrom(long from) throws IOException {
    try (var file = new RandomAccessFile(log().toFile(), "rw")) {
      long rest = file.length() - from;
      int kind = random.nextInt(5);
      long at = from + (rest > 0 ? random.nextLong(rest) : 0);
      switch (kind) {
        case 0 -> file.setLength(at);
        case 1 -> write(file, at, new byte[(int) (file.length() - at)]);
        case 2 -> write(file, at, noise((int) (file.length() - at)));
        case 3 -> write(file, file.length(), noise(1 + random.nextInt(30_000)));
        default -> write(file, file.length(), new byte[1 + random.nextInt(30_000)]);
      }
      // Whatever the kind, a frame that began there must not be whole by chance.
      if (kind < 3 && rest > 24 && file.length() > from + 24) write(file, from + 17, noise(1));
      return "torn " + kind + " at " + at + " of " + from + "+" + rest;
    }
  }

  private static void write(RandomAccessFile file, long at, byte[] bytes) throws IOException {
    file.seek(at);
    file.write(bytes);
  }

  private byte[] noise(int length) {
    var noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  /// Whether the acknowledged writes are there without the last transaction: then it was not acknowledged.
  private boolean isThereWithout(Tail tail, long newest) throws IOException {
    var copy = Files.createTempDirectory("torn");
    try {
      for (var name : new String[] {"store.db", "store.db-wal"})
        Files.copy(folder.resolve(name), copy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      try (var file = new RandomAccessFile(copy.resolve("store.db-wal").toFile(), "rw")) {
        file.setLength(tail.lastCommit);
      }
      try (var store = EmbeddedStore.open(copy)) {
        return store.revision() >= newest;
      }
    } finally {
      for (var file : copy.toFile().listFiles()) file.delete();
      copy.toFile().delete();
    }
  }

  /// Where the log's valid part ends: behind the last transaction, and behind the one before.
  private record Tail(long lastCommit, long end, boolean begun) {
    static Tail of(Path log) throws IOException {
      var frames = WalFrames.of(log);
      return new Tail(frames.beforeLast(), frames.end(), frames.begun());
    }
  }
}
