package pilothouse.app.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a command line asks to be done with a store.
sealed interface StoreCommand {
  String USAGE =
      """
      pilothouse backup FILE [--data-dir DIR]
          Copies the embedded store to FILE, as of one revision. A server may be running on it; it is not slowed down.
          FILE must not exist. It holds secrets as the store does, and is readable by its owner alone.

      pilothouse restore FILE [--data-dir DIR]
          Makes the embedded store hold what the backup FILE holds, by ordinary writes: what was created since is deleted,
          what was changed or deleted is as it was. A running server does it itself, and watches see every change; its
          node ports are learnt anew when it is started again. Without a store in DIR one is made, whose resourceVersions
          begin a thousand million after the backup's, so that clients notice.

      pilothouse migrate --from STORE --to STORE [--replace]
          Copies everything under /registry/ from one store into another; no server may be running on either. STORE is
            embedded:DIR     the embedded store of a server whose --data-dir is DIR
            etcd:URL[,URL]   an etcd cluster
          The target must be empty, unless --replace lets what it holds be overwritten and deleted. Encrypted objects stay
          encrypted: serve the target with the same --encryption-provider-config.
          --etcd-cafile, --etcd-certfile and --etcd-keyfile are as for serve.

      DIR is ./pilothouse-data unless it is given.
      """;

  record Help() implements StoreCommand {}

  record Backup(Path file, Path dataFolder) implements StoreCommand {}

  record Restore(Path file, Path dataFolder) implements StoreCommand {}

  record Migrate(StoreAddress from, StoreAddress to, boolean replace) implements StoreCommand {}

  /// @throws IllegalArgumentException if it asks for nothing that there is; the message is for the one who typed it
  static StoreCommand of(List<String> words) {
    if (words.contains("--help") || words.contains("-h") || words.isEmpty()) return new Help();
    var rest = new Words(words.subList(1, words.size()));
    var command =
        switch (words.getFirst()) {
          case "backup" -> new Backup(rest.file(), rest.dataFolder());
          case "restore" -> new Restore(rest.file(), rest.dataFolder());
          case "migrate" ->
              new Migrate(rest.address("from"), rest.address("to"), rest.flag("replace"));
          default -> throw new IllegalArgumentException("there is no command " + words.getFirst());
        };
    rest.requireUsed();
    return command;
  }

  /// The words behind a command: flags with their values, and files.
  final class Words {
    private static final Set<String> ALONE = Set.of("replace");

    private final Map<String, String> flags = new HashMap<>();
    private final List<String> files = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    Words(List<String> words) {
      var left = new ArrayList<>(words);
      while (!left.isEmpty()) {
        var word = left.removeFirst();
        if (!word.startsWith("--")) {
          files.add(word);
          continue;
        }
        int equal = word.indexOf('=');
        var name = word.substring(2, equal < 0 ? word.length() : equal);
        flags.put(name, equal < 0 ? next(name, left) : word.substring(equal + 1));
      }
    }

    private static String next(String flag, List<String> left) {
      if (ALONE.contains(flag)) return "true";
      if (left.isEmpty()) throw new IllegalArgumentException("--" + flag + " needs a value");
      return left.removeFirst();
    }

    private Optional<String> text(String flag) {
      used.add(flag);
      return Optional.ofNullable(flags.get(flag));
    }

    boolean flag(String flag) {
      return text(flag).filter("true"::equals).isPresent();
    }

    Path file() {
      if (files.size() != 1) throw new IllegalArgumentException("name one FILE");
      return Path.of(files.removeFirst());
    }

    Path dataFolder() {
      return Path.of(text("data-dir").orElse("./pilothouse-data"));
    }

    StoreAddress address(String flag) {
      var text =
          text(flag).orElseThrow(() -> new IllegalArgumentException("--" + flag + " is missing"));
      return StoreAddress.of(
          text,
          text("etcd-cafile").map(Path::of),
          text("etcd-certfile").map(Path::of),
          text("etcd-keyfile").map(Path::of));
    }

    void requireUsed() {
      for (var flag : flags.keySet())
        if (!used.contains(flag)) throw new IllegalArgumentException("there is no flag --" + flag);
      if (!files.isEmpty()) throw new IllegalArgumentException("what is " + files.getFirst() + "?");
    }
  }
}
