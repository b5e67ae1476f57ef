package pilothouse.api.schema;

/// How a strategic merge patch treats a field. Source: the `patchStrategy` tag.
///
/// @param merge lists merge by key (or as sets when `mergeKey` is empty) instead of being replaced
/// @param retainKeys fields that the patch does not list in `$retainKeys` are cleared
/// @param mergeKey empty where the field has none
public record Patching(boolean merge, boolean retainKeys, String mergeKey) {
  public static final Patching REPLACE = new Patching(false, false, "");
}
