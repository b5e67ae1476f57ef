package pilothouse.storage.etcd;

import io.grpc.CallOptions;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import pilothouse.api.Bytes;
import pilothouse.storage.StoreException;

/// One member of the cluster, and the connection to it, which is made when it is first used and made again when it is lost.
final class Endpoint implements AutoCloseable {
  /// A member that answers no ping for this long is lost. Five seconds is the least that etcd allows between pings, ten the
  /// least that gRPC does.
  private static final Duration PING = Duration.ofSeconds(10);

  private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);

  private static final int HTTP = 2379;

  private final URI uri;
  private final ManagedChannel channel;

  /// Notes whether a request has left, after which nobody knows what became of it.
  static final class Sent extends ClientStreamTracer.Factory {
    private final AtomicBoolean sent = new AtomicBoolean();

    boolean happened() {
      return sent.get();
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo stream, Metadata headers) {
      return new ClientStreamTracer() {
        @Override
        public void outboundMessageSent(int number, long wireSize, long size) {
          sent.set(true);
        }
      };
    }
  }

  Endpoint(URI uri, EtcdTls tls) {
    this.uri = uri;
    int port = uri.getPort() < 0 ? HTTP : uri.getPort();
    var builder =
        NettyChannelBuilder.forAddress(uri.getHost(), port)
            .keepAliveTime(PING.toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(PING_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            // A range of a large cluster is one message.
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .disableRetry()
            .intercept(onlyWithLeader());
    channel = (isSecure(uri) ? builder.sslContext(context(tls)) : builder.usePlaintext()).build();
  }

  private static boolean isSecure(URI uri) {
    return "https".equals(uri.getScheme());
  }

  /// A member that has lost its leader refuses at once rather than letting us wait, and ends its watches.
  private static ClientInterceptor onlyWithLeader() {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER), "true");
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  private static SslContext context(EtcdTls tls) {
    try {
      var builder = GrpcSslContexts.forClient();
      if (!tls.authorities().isEmpty())
        builder.trustManager(tls.authorities().toArray(X509Certificate[]::new));
      tls.identity()
          .ifPresent(
              own -> builder.keyManager(own.key(), own.chain().toArray(X509Certificate[]::new)));
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new StoreException.Unavailable(
          "the certificates for etcd cannot be used: " + e.getMessage(), e);
    }
  }

  URI uri() {
    return uri;
  }

  /// @throws io.grpc.StatusRuntimeException as etcd or the connection says
  Bytes call(Rpc rpc, Bytes request, Duration timeout, Sent sent) {
    var options =
        CallOptions.DEFAULT
            .withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS)
            .withStreamTracerFactory(sent);
    return ClientCalls.blockingUnaryCall(channel, rpc.method(), options, request);
  }

  /// Begins to read everything from a revision on.
  WatchCall watch(long from) {
    return new WatchCall(
        channel.newCall(Rpc.WATCH, CallOptions.DEFAULT.withExecutor(Runnable::run)), from);
  }

  /// Connects again without waiting for longer and longer, as gRPC would: the caller sees to the pauses.
  void reconnect() {
    if (channel.getState(true) == ConnectivityState.TRANSIENT_FAILURE)
      channel.resetConnectBackoff();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
