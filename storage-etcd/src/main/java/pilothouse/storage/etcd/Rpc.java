package pilothouse.storage.etcd;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import pilothouse.api.Bytes;

/// The calls of etcd that a store makes. Messages cross as bytes: [Requests] writes them, [Answers] reads them.
///
/// @param repeatable whether doing it twice does no harm, so that it may be tried again when nobody knows whether it was done
record Rpc(MethodDescriptor<Bytes, Bytes> method, boolean repeatable) {
  private static final Messages MESSAGES = new Messages();

  static final Rpc RANGE = unary("KV/Range", true);
  static final Rpc PUT = unary("KV/Put", false);
  static final Rpc DELETE = unary("KV/DeleteRange", false);
  static final Rpc TXN = unary("KV/Txn", false);
  static final Rpc COMPACT = unary("KV/Compact", true);
  static final Rpc GRANT = unary("Lease/LeaseGrant", true);
  static final Rpc TIME_TO_LIVE = unary("Lease/LeaseTimeToLive", true);
  static final Rpc STATUS = unary("Maintenance/Status", true);
  static final MethodDescriptor<Bytes, Bytes> WATCH =
      method("Watch/Watch", MethodType.BIDI_STREAMING);

  private static Rpc unary(String name, boolean repeatable) {
    return new Rpc(method(name, MethodType.UNARY), repeatable);
  }

  private static MethodDescriptor<Bytes, Bytes> method(String name, MethodType type) {
    return MethodDescriptor.<Bytes, Bytes>newBuilder()
        .setType(type)
        .setFullMethodName("etcdserverpb." + name)
        .setRequestMarshaller(MESSAGES)
        .setResponseMarshaller(MESSAGES)
        .build();
  }

  private static final class Messages implements MethodDescriptor.Marshaller<Bytes> {
    @Override
    public InputStream stream(Bytes message) {
      return new Message(message.unsafeArray());
    }

    @Override
    public Bytes parse(InputStream stream) {
      try {
        return Bytes.wrap(stream.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Tells its length, so that it is framed without a copy.
  private static final class Message extends ByteArrayInputStream implements KnownLength {
    Message(byte[] bytes) {
      super(bytes);
    }
  }
}
