package pilothouse.apiextensions.resource;

import java.time.Clock;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.structural.Rules;
import pilothouse.registry.admission.AdmissionChain;
import pilothouse.server.openapi.TypeDocs;
import pilothouse.server.rest.RestSettings;
import pilothouse.server.rest.ServedResource;
import pilothouse.storage.cache.Layout;

/// What custom resources share with all others of a server.
///
/// @param types the built-in types
/// @param docs what is published of them
/// @param codecs of built-in kinds, for scales
/// @param rules the engine of validation rules
public record Surroundings(
    Layout layout,
    TypeLibrary types,
    TypeDocs docs,
    AdmissionChain admission,
    RestSettings settings,
    ServedResource.Codecs codecs,
    Rules.Engine rules,
    Converters converters,
    Clock clock) {

  /// Gives the converter of a definition.
  @FunctionalInterface
  public interface Converters {
    Converter of(pilothouse.api.tree.ObjectNode crd);
  }
}
