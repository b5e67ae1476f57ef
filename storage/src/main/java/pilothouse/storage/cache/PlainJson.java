package pilothouse.storage.cache;

import pilothouse.api.Bytes;

final class PlainJson implements StoredForm {
  @Override
  public Bytes toStored(String key, Bytes json) {
    return json;
  }

  @Override
  public Bytes toJson(String key, Bytes stored) {
    return stored;
  }
}
