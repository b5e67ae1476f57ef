package pilothouse.server.http;

/// One client connection, as the server's books hold it. Callable from any thread.
interface Connection {
  /// Takes no further requests, tells long answers to end, and closes once nothing is left to answer.
  void drain();

  void close();
}
