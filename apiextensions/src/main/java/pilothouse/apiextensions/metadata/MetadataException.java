package pilothouse.apiextensions.metadata;

import pilothouse.api.validation.FieldError;

/// Metadata of an embedded object that cannot be read; the message is that of the error.
public final class MetadataException extends RuntimeException {
  private final transient FieldError error;

  MetadataException(FieldError error) {
    super(error.toString(), null, false, false);
    this.error = error;
  }

  public FieldError error() {
    return error;
  }
}
