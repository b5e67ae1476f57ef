package pilothouse.storage.cache;

/// What one scan of an object's JSON (without resourceVersion) tells.
///
/// @param spliceAt where `"resourceVersion":"…"` goes
/// @param spliceKind what must stand around it there
/// @param uidAt where the uid's text begins, and `uidLength` bytes of it; 0 long if there is none
/// @param labels names and values in turn
/// @param fields the values of the resource's selectable fields, in their order
record Facts(
    int spliceAt, Splice spliceKind, int uidAt, int uidLength, String[] labels, String[] fields) {
  static final String[] NONE = {};
}
