package pilothouse.storage.cache;

/// What stands around a member that is put into a JSON object.
enum Splice {
  /// After another member: `,"resourceVersion":"7"`.
  AFTER_MEMBER(",\"resourceVersion\":\"", "\""),
  /// Before another member: `"resourceVersion":"7",`.
  BEFORE_MEMBER("\"resourceVersion\":\"", "\","),
  /// Alone in an empty `metadata`.
  ALONE("\"resourceVersion\":\"", "\""),
  /// The object has no `metadata` and other members: the splice brings it.
  WITH_METADATA("\"metadata\":{\"resourceVersion\":\"", "\"},"),
  /// The object has no member at all.
  WITH_METADATA_ALONE("\"metadata\":{\"resourceVersion\":\"", "\"}");

  private final byte[] before;
  private final byte[] after;

  Splice(String before, String after) {
    this.before = before.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    this.after = after.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /// `json` with the revision put in at `at`.
  byte[] into(byte[] json, int at, long revision) {
    byte[] digits = Long.toString(revision).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] spliced = new byte[json.length + before.length + digits.length + after.length];
    System.arraycopy(json, 0, spliced, 0, at);
    int to = put(before, spliced, at);
    to = put(digits, spliced, to);
    to = put(after, spliced, to);
    System.arraycopy(json, at, spliced, to, json.length - at);
    return spliced;
  }

  int length(long revision) {
    return before.length + Long.toString(revision).length() + after.length;
  }

  private static int put(byte[] part, byte[] into, int at) {
    System.arraycopy(part, 0, into, at, part.length);
    return at + part.length;
  }
}
