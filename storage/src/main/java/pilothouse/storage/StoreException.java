package pilothouse.storage;

/// Why a [Store] could not do what it was asked.
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private StoreException(String message) {
    super(message);
  }

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The revision asked for is older than what the store remembers.
  public static final class Compacted extends StoreException {
    private static final long serialVersionUID = 1;
    private final long compactedRevision;

    public Compacted(long requested, long compactedRevision) {
      super("revision " + requested + " has been compacted, the oldest is " + compactedRevision);
      this.compactedRevision = compactedRevision;
    }

    public long compactedRevision() {
      return compactedRevision;
    }
  }

  /// The revision asked for has not happened.
  public static final class FutureRevision extends StoreException {
    private static final long serialVersionUID = 1;
    private final long requested;
    private final long current;

    public FutureRevision(long requested, long current) {
      super("revision " + requested + " is in the future, the newest is " + current);
      this.requested = requested;
      this.current = current;
    }

    public long requested() {
      return requested;
    }

    public long current() {
      return current;
    }
  }

  /// The value is larger than [Store#MAX_VALUE_BYTES].
  public static final class TooLarge extends StoreException {
    private static final long serialVersionUID = 1;

    public TooLarge(int bytes) {
      super("a value of " + bytes + " bytes is larger than " + Store.MAX_VALUE_BYTES);
    }
  }

  /// The lease of a put has ended, or was never granted. Nothing was written.
  public static final class NoSuchLease extends StoreException {
    private static final long serialVersionUID = 1;

    public NoSuchLease(Lease lease) {
      super("no lease " + lease.id());
    }
  }

  /// The store cannot do it now: its disk fails, its cluster does not answer, or it is closed. A write
  /// that ends this way may have happened or not.
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1;
    private final boolean uncertain;

    public Unavailable(String message) {
      super(message);
      uncertain = false;
    }

    public Unavailable(String message, Throwable cause) {
      this(message, cause, false);
    }

    public Unavailable(String message, Throwable cause, boolean uncertain) {
      super(message, cause);
      this.uncertain = uncertain;
    }

    /// Whether the store was reached and then gave no answer in time.
    public boolean isUncertain() {
      return uncertain;
    }
  }

  /// There is no room for another write: the disk is full, or the store has reached the size it is allowed. Nothing was
  /// written, reads go on, and writes succeed again when there is room.
  public static final class NoSpace extends StoreException {
    private static final long serialVersionUID = 1;

    public NoSpace(String message) {
      super(message);
    }

    public NoSpace(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// What is stored cannot be read, or was written by something else.
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1;

    public Corrupt(String message) {
      super(message);
    }

    public Corrupt(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
