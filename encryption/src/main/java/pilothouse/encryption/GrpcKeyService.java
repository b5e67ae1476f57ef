package pilothouse.encryption;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import pilothouse.api.Bytes;

/// A key service behind a Unix socket, by gRPC. A service that is not there yet is waited for, within the time of each call.
///
/// Source: kms `apis/v2/api.proto`.
final class GrpcKeyService implements KeyService {
  static final String SERVICE = "v2.KeyManagementService";
  private final NioEventLoopGroup threads = new NioEventLoopGroup(1);
  private final ManagedChannel channel;
  private final Duration timeout;

  private GrpcKeyService(UnixDomainSocketAddress address, Duration timeout) {
    this.timeout = timeout;
    channel =
        NettyChannelBuilder.forAddress(address)
            .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
            .eventLoopGroup(threads)
            // Unix sockets have none; being asked for it, Netty would warn.
            .withOption(ChannelOption.SO_KEEPALIVE, null)
            .overrideAuthority("localhost")
            .usePlaintext()
            .build();
  }

  /// @throws IllegalArgumentException if the endpoint is no Unix socket with a path
  static KeyService open(String endpoint, Duration timeout) {
    String path = endpoint.replaceFirst("^unix:(//)?", "");
    if (path.startsWith("@") || path.startsWith("/@"))
      throw new IllegalArgumentException(
          "abstract Unix sockets are not supported: " + endpoint + "; use a path");
    return new GrpcKeyService(UnixDomainSocketAddress.of(path), timeout);
  }

  @Override
  public Status status() {
    var answer = call("Status", new byte[0]);
    return new Status(answer.text(1), answer.text(2), answer.text(3));
  }

  @Override
  public Encrypted encrypt(String uid, byte[] plaintext) {
    var request = new Wire.Writer().text(2, uid).bytes(1, Bytes.wrap(plaintext));
    var answer = call("Encrypt", request.done());
    return new Encrypted(answer.bytes(1), answer.text(2), answer.entries(3));
  }

  @Override
  public byte[] decrypt(String uid, Encrypted encrypted) {
    var request = new Wire.Writer();
    encrypted.annotations().forEach((name, value) -> request.entry(4, name, value));
    request.text(3, encrypted.keyId()).text(2, uid).bytes(1, encrypted.ciphertext());
    return call("Decrypt", request.done()).bytes(1).unsafeArray();
  }

  private Wire call(String name, byte[] request) {
    var options =
        CallOptions.DEFAULT
            .withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS)
            .withWaitForReady();
    try {
      return Wire.read(ClientCalls.blockingUnaryCall(channel, method(name), options, request));
    } catch (StatusRuntimeException e) {
      throw new UnreadableException(
          "rpc error: code = "
              + code(e.getStatus().getCode())
              + " desc = "
              + e.getStatus().getDescription(),
          e);
    }
  }

  /// gRPC's code of a call that failed.
  static String code(UnreadableException failure) {
    return failure.getCause() instanceof StatusRuntimeException status
        ? code(status.getStatus().getCode())
        : "unknown-non-grpc";
  }

  /// `DEADLINE_EXCEEDED` as Go prints it: `DeadlineExceeded`.
  private static String code(io.grpc.Status.Code code) {
    var text = new StringBuilder();
    for (String word : code.name().split("_"))
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    return text.toString();
  }

  private static MethodDescriptor<byte[], byte[]> method(String name) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setRequestMarshaller(RAW)
        .setResponseMarshaller(RAW)
        .build();
  }

  static final MethodDescriptor.Marshaller<byte[]> RAW =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  @Override
  public void close() {
    channel.shutdownNow();
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
