package pilothouse.server.http;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/// Sets an [Http2Connection] up.
final class Http2ConnectionBuilder
    extends AbstractHttp2ConnectionHandlerBuilder<Http2Connection, Http2ConnectionBuilder> {
  /// Cancelling watches by the hundred is what well-behaved clients do when they stop; the attack sends tens of thousands of resets a second.
  private static final int RESETS = 4000;

  private static final int RESET_WINDOW_SECONDS = 10;

  private final Traffic traffic;
  private final Peer peer;
  private final HttpDate date;

  Http2ConnectionBuilder(Traffic traffic, Peer peer, HttpDate date) {
    this.traffic = traffic;
    this.peer = peer;
    this.date = date;
    var connection = new DefaultHttp2Connection(true);
    // Streams take turns: the priorities of RFC 7540 are dead, and their tree costs time on every
    // write.
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    connection(connection);
    decoderEnforceMaxRstFramesPerWindow(RESETS, RESET_WINDOW_SECONDS);
    initialSettings(
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(traffic.settings.streams())
            .initialWindowSize(Http2Connection.STREAM_WINDOW)
            .maxHeaderListSize(traffic.settings.headBytes()));
  }

  @Override
  public Http2Connection build() {
    return super.build();
  }

  @Override
  protected Http2Connection build(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    var connection = new Http2Connection(decoder, encoder, settings, traffic, peer, date);
    frameListener(connection.new Frames());
    return connection;
  }
}
