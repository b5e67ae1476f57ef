package pilothouse.oracle;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// HTTP/1.1 by hand: sends exactly what a scenario says (any method, any header, several of one name), which ready-made clients refuse to.
final class WireClient {
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  final String host;
  final int port;
  private final Map<String, SSLContext> contexts;
  private final Map<String, Connection> idle = new HashMap<>();

  WireClient(String host, int port, SSLContext admin, SSLContext anonymous) {
    this.host = host;
    this.port = port;
    contexts = Map.of("admin", admin, "none", anonymous);
  }

  record Header(String name, String value) {}

  record Answer(int status, List<Header> headers, byte[] body) {
    String header(String name) {
      for (Header h : headers) if (h.name().equalsIgnoreCase(name)) return h.value();
      return "";
    }
  }

  Answer request(String method, String path, List<Header> headers, byte[] body, String auth)
      throws IOException {
    Connection kept = idle.remove(auth);
    if (kept != null) {
      try {
        return exchange(kept, method, path, headers, body, auth);
      } catch (IOException _) {
        kept.close(); // the server may have closed an idle connection; once more on a fresh one
      }
    }
    Connection fresh = connect(auth, 300_000);
    try {
      return exchange(fresh, method, path, headers, body, auth);
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
  }

  private Answer exchange(
      Connection c, String method, String path, List<Header> headers, byte[] body, String auth)
      throws IOException {
    c.send(host + ":" + port, method, path, headers, body);
    int status = c.readStatus();
    var answered = c.readHeaders();
    byte[] data = c.body(method, status, answered).readAllBytes();
    var answer = new Answer(status, answered, data);
    if (answer.header("connection").equalsIgnoreCase("close") || c.unframed) c.close();
    else idle.put(auth, c);
    return answer;
  }

  /// A streaming GET: the answer's head, and its body as it comes.
  Stream stream(String path, List<Header> headers, String auth) throws IOException {
    Connection c = connect(auth, 300_000);
    c.send(host + ":" + port, "GET", path, headers, null);
    int status = c.readStatus();
    var answered = c.readHeaders();
    return new Stream(status, answered, c.body("GET", status, answered), c);
  }

  record Stream(int status, List<Header> headers, InputStream body, Connection connection) {
    void close() {
      connection.close();
    }
  }

  private Connection connect(String auth, int timeoutMillis) throws IOException {
    var socket = (SSLSocket) contexts.get(auth).getSocketFactory().createSocket(host, port);
    socket.setSoTimeout(timeoutMillis);
    socket.setTcpNoDelay(true);
    return new Connection(socket);
  }

  void close() {
    idle.values().forEach(Connection::close);
    idle.clear();
  }

  /// One connection.
  static final class Connection {
    private final SSLSocket socket;
    private final InputStream in;
    private boolean unframed;

    Connection(SSLSocket socket) throws IOException {
      this.socket = socket;
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    void send(String host, String method, String path, List<Header> headers, byte[] body)
        throws IOException {
      var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
      if (headers.stream().noneMatch(h -> h.name().equalsIgnoreCase("Accept-Encoding")))
        head.append("Accept-Encoding: identity\r\n");
      if (body != null || WITH_BODY.contains(method))
        head.append("Content-Length: ").append(body == null ? 0 : body.length).append("\r\n");
      for (Header h : headers) head.append(h.name()).append(": ").append(h.value()).append("\r\n");
      OutputStream out = socket.getOutputStream();
      byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
      var whole = new ByteArrayOutputStream();
      whole.write(start);
      if (body != null) whole.write(body);
      out.write(whole.toByteArray());
      out.flush();
    }

    int readStatus() throws IOException {
      String line = line();
      if (!line.startsWith("HTTP/1.")) throw new IOException("not HTTP: " + line);
      return Integer.parseInt(line.split(" ")[1]);
    }

    List<Header> readHeaders() throws IOException {
      var out = new ArrayList<Header>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        out.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
      return out;
    }

    InputStream body(String method, int status, List<Header> headers) {
      unframed = false;
      if (method.equals("HEAD") || status == 204 || status == 304)
        return InputStream.nullInputStream();
      for (Header h : headers) {
        if (h.name().equalsIgnoreCase("transfer-encoding") && h.value().contains("chunked"))
          return new Chunked(this);
        if (h.name().equalsIgnoreCase("content-length"))
          return new Sized(in, Long.parseLong(h.value()));
      }
      unframed = true;
      return in;
    }

    String line() throws IOException {
      var out = new ByteArrayOutputStream();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) throw new EOFException("the server closed the connection");
        if (b != '\r') out.write(b);
      }
      return out.toString(StandardCharsets.UTF_8);
    }

    void close() {
      try {
        socket.close();
      } catch (IOException _) {
        return; // it is gone either way
      }
    }
  }

  /// A body of known length.
  private static final class Sized extends InputStream {
    private final InputStream in;
    private long left;

    Sized(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) return -1;
      int b = in.read();
      if (b < 0) throw new EOFException("the body is " + left + " bytes short");
      left--;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) return -1;
      int n = in.read(bytes, offset, (int) Math.min(length, left));
      if (n < 0) throw new EOFException("the body is " + left + " bytes short");
      left -= n;
      return n;
    }
  }

  /// A body in chunks.
  private static final class Chunked extends InputStream {
    private final Connection connection;
    private long left;
    private boolean ended;

    Chunked(Connection connection) {
      this.connection = connection;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (ended) return -1;
      if (left == 0) left = nextChunk();
      if (ended) return -1;
      int n = connection.in.read(bytes, offset, (int) Math.min(length, left));
      if (n < 0) throw new EOFException("the server closed the connection within a chunk");
      left -= n;
      if (left == 0) connection.line();
      return n;
    }

    private long nextChunk() throws IOException {
      long size = Long.parseLong(connection.line().split(";")[0].strip(), 16);
      if (size > 0) return size;
      ended = true;
      connection.readHeaders();
      return 0;
    }
  }
}
