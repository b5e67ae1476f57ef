package pilothouse.builtins.bootstrap;

import java.util.List;

/// Which servers of a cluster live: each says so again and again, and finds the others.
public interface Presence {
  /// Says that the server at `address` lives.
  void renew(String address);

  /// Says that it no longer does.
  void leave(String address);

  /// Of all servers that live, in order.
  List<String> addresses();

  /// A server that has its store for itself.
  static Presence alone(String address) {
    return new Alone(address);
  }

  /// There is nobody to tell.
  record Alone(String address) implements Presence {
    @Override
    public void renew(String address) {}

    @Override
    public void leave(String address) {}

    @Override
    public List<String> addresses() {
      return List.of(address);
    }
  }
}
