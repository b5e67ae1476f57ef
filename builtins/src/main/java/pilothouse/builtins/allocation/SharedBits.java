package pilothouse.builtins.allocation;

import java.util.Base64;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Supplier;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.protobuf.Envelope;
import pilothouse.api.protobuf.ReverseBuffer;
import pilothouse.api.protobuf.WireReader;
import pilothouse.builtins.meta.StoredMetadata;
import pilothouse.storage.Expectation;
import pilothouse.storage.Outcome;
import pilothouse.storage.Stored;

/// The ports that are taken in a cluster: one stored object that every server changes under the condition that nobody else
/// has, so that no port is given twice.
///
/// Source of the object: a `RangeAllocation` whose data is the bits as one number, its first byte the most significant;
/// kubernetes `pkg/registry/core/service/allocator/bitmap.go`.
final class SharedBits implements PortBits {
  private final SharedRange shared;
  private final String range;
  private final Supplier<BitSet> services;
  private volatile boolean repaired;

  /// @param range its text, such as `30000-32767`; bits that were stored for another are not used
  /// @param services what the stored services have
  SharedBits(SharedRange shared, String range, Supplier<BitSet> services) {
    this.shared = shared;
    this.range = range;
    this.services = services;
  }

  @Override
  public boolean take(int bit) {
    repair();
    while (true) {
      var stored = shared.store().get(shared.key());
      var taken = bits(stored);
      if (taken.get(bit)) return false;
      taken.set(bit);
      if (isWritten(taken, stored)) return true;
    }
  }

  @Override
  public void release(int bit) {
    while (true) {
      var stored = shared.store().get(shared.key());
      var taken = bits(stored);
      if (!taken.get(bit)) return;
      taken.clear(bit);
      if (isWritten(taken, stored)) return;
    }
  }

  @Override
  public BitSet taken() {
    repair();
    return bits(shared.store().get(shared.key()));
  }

  /// Once: what services have and nobody noted is noted.
  private void repair() {
    if (repaired) return;
    while (true) {
      var stored = shared.store().get(shared.key());
      var taken = bits(stored);
      var before = (BitSet) taken.clone();
      taken.or(services.get());
      if ((stored.isPresent() && taken.equals(before)) || isWritten(taken, stored)) break;
    }
    repaired = true;
  }

  private boolean isWritten(BitSet taken, Optional<Stored> over) {
    var expected =
        over.map(stored -> Expectation.atRevision(stored.revision())).orElse(Expectation.ABSENT);
    return shared.store().put(shared.key(), encode(taken), expected) instanceof Outcome.Written;
  }

  private BitSet bits(Optional<Stored> stored) {
    return stored.map(found -> decode(found.value())).orElseGet(BitSet::new);
  }

  private BitSet decode(Bytes value) {
    if (!Envelope.matches(value.unsafeArray())) {
      var json = JsonReader.tree(value.unsafeArray());
      byte[] data = Base64.getDecoder().decode(json.get("data").text());
      return json.get("range").text().equals(range) ? bits(data) : new BitSet();
    }
    var raw = Envelope.read(value.unsafeArray()).raw();
    var in = new WireReader(raw.unsafeArray(), 0, raw.size());
    String of = "";
    byte[] data = {};
    while (in.next()) {
      if (in.field() == 2) of = in.text("range");
      else if (in.field() == 3) data = in.bytes("data");
      else in.skip();
    }
    return of.equals(range) ? bits(data) : new BitSet();
  }

  private Bytes encode(BitSet taken) {
    var out = new ReverseBuffer(512);
    out.bytes(3, reversed(taken.toByteArray()));
    out.text(2, range);
    StoredMetadata.write(out, 0);
    return new Envelope("v1", "RangeAllocation", out.result()).bytes();
  }

  private static BitSet bits(byte[] data) {
    return BitSet.valueOf(reversed(data));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < out.length; i++) out[i] = bytes[out.length - 1 - i];
    return out;
  }
}
