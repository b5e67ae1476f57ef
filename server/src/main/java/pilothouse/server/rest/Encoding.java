package pilothouse.server.rest;

import java.util.List;
import java.util.Optional;

/// A form in which objects travel.
public enum Encoding {
  JSON("application/json"),
  YAML("application/yaml"),
  PROTOBUF("application/vnd.kubernetes.protobuf");

  /// What built-in kinds are served in.
  public static final List<Encoding> ALL = List.of(JSON, YAML, PROTOBUF);

  private final String mediaType;

  Encoding(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /// The media type of a watch in this encoding; empty where it has no frames.
  Optional<String> streamType() {
    return this == YAML ? Optional.empty() : Optional.of(mediaType + ";stream=watch");
  }

  static Optional<Encoding> of(String mediaType, List<Encoding> offered) {
    return offered.stream().filter(e -> e.mediaType.equals(mediaType)).findFirst();
  }
}
