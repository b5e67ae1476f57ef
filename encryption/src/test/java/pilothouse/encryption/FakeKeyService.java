package pilothouse.encryption;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import pilothouse.api.Bytes;

/// A key service on a Unix socket that "encrypts" by turning every bit, and says which key it does that with.
public final class FakeKeyService implements AutoCloseable {
  private static final String SERVICE = "v2.KeyManagementService";
  public final AtomicInteger decryptions = new AtomicInteger();
  public volatile String keyId = "1";
  public volatile String healthz = "ok";
  private final NioEventLoopGroup threads = new NioEventLoopGroup(1);
  private final Server server;

  public FakeKeyService(Path socket) throws IOException {
    server =
        NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket))
            .channelType(NioServerDomainSocketChannel.class)
            .bossEventLoopGroup(threads)
            .workerEventLoopGroup(threads)
            .addService(
                ServerServiceDefinition.builder(SERVICE)
                    .addMethod(method("Status"), call(this::status))
                    .addMethod(method("Encrypt"), call(this::encrypt))
                    .addMethod(method("Decrypt"), call(this::decrypt))
                    .build())
            .build()
            .start();
  }

  private byte[] status(byte[] request) {
    return new Wire.Writer().text(3, keyId).text(2, healthz).text(1, "v2").done();
  }

  private byte[] encrypt(byte[] request) {
    return new Wire.Writer()
        .entry(3, "local.kms.example", Bytes.utf8("encrypted-local-kek"))
        .text(2, keyId)
        .bytes(1, turned(Wire.read(request).bytes(1)))
        .done();
  }

  private byte[] decrypt(byte[] request) {
    decryptions.incrementAndGet();
    return new Wire.Writer().bytes(1, turned(Wire.read(request).bytes(1))).done();
  }

  private static Bytes turned(Bytes bytes) {
    byte[] turned = bytes.unsafeArray().clone();
    for (int i = 0; i < turned.length; i++) turned[i] = (byte) ~turned[i];
    return Bytes.wrap(turned);
  }

  private static io.grpc.ServerCallHandler<byte[], byte[]> call(UnaryOperator<byte[]> answer) {
    return ServerCalls.asyncUnaryCall((request, observer) -> {
      observer.onNext(answer.apply(request));
      observer.onCompleted();
    });
  }

  private static MethodDescriptor<byte[], byte[]> method(String name) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setRequestMarshaller(GrpcKeyService.RAW)
        .setResponseMarshaller(GrpcKeyService.RAW)
        .build();
  }

  @Override
  public void close() {
    server.shutdownNow();
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
