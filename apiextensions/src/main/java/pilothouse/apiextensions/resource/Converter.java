package pilothouse.apiextensions.resource;

import java.util.List;
import pilothouse.api.tree.ObjectNode;

/// Turns custom objects from one version of their definition into another.
public interface Converter {
  /// Where versions differ in name only.
  Converter NONE =
      (objects, apiVersion) ->
          objects.stream().map(object -> object.with("apiVersion", apiVersion)).toList();

  /// The objects in a version such as `example.com/v1`, in the order given. None of them is in that version yet.
  ///
  /// @throws pilothouse.api.ApiException where they cannot be converted
  List<ObjectNode> convert(List<ObjectNode> objects, String apiVersion);

  /// The object in a version; the very same one where it is in it already.
  default ObjectNode convert(ObjectNode object, String apiVersion) {
    return object.get("apiVersion").text().equals(apiVersion)
        ? object
        : convert(List.of(object), apiVersion).getFirst();
  }
}
