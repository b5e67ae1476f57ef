package pilothouse.server.http;

/// The head of a request as it came off the wire.
///
/// @param target path and query, undecoded; an absolute URL is already cut down to them
/// @param length of the body as announced; -1 where it was not
/// @param awaitsContinue the client sends its body only after `100 Continue`
record RequestHead(
    String method,
    String target,
    Headers headers,
    boolean http2,
    long length,
    boolean awaitsContinue) {}
