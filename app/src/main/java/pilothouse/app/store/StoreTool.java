package pilothouse.app.store;

import java.util.List;
import pilothouse.storage.Range;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;
import pilothouse.storage.copy.StoreCopy;
import pilothouse.storage.embedded.Backup;
import pilothouse.storage.embedded.RestoreDoor;

/// The program behind `./pilothouse backup`, `restore` and `migrate`.
public final class StoreTool {
  private static final String PREFIX = "/registry/";

  private StoreTool() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(List.of(arguments)));
  }

  /// The exit code: 0 where it was done.
  public static int run(List<String> words) throws InterruptedException {
    try {
      run(StoreCommand.of(words));
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage() + "\n\n" + StoreCommand.USAGE);
      return 1;
    } catch (StoreException e) {
      System.err.println("error: " + e.getMessage());
      return 1;
    }
  }

  private static void run(StoreCommand command) throws InterruptedException {
    switch (command) {
      case StoreCommand.Help _ -> System.out.print(StoreCommand.USAGE);
      case StoreCommand.Backup(var file, var data) -> {
        long revision = Backup.take(StoreAddress.storeIn(data), file);
        System.out.println("Copied the store as of revision " + revision + " to " + file + ".");
      }
      case StoreCommand.Restore(var file, var data) ->
          tell("Restored", RestoreDoor.restore(file, StoreAddress.storeIn(data)));
      case StoreCommand.Migrate migrate -> tell("Copied", migrate(migrate));
    }
  }

  private static StoreCopy.Result migrate(StoreCommand.Migrate command)
      throws InterruptedException {
    if (command.from().equals(command.to()))
      throw new IllegalArgumentException("--from and --to are one store");
    try (var from = command.from().open(true);
        var to = command.to().open(false)) {
      if (!command.replace()) requireEmpty(to);
      return new StoreCopy(from, to, PREFIX).run();
    }
  }

  private static void requireEmpty(Store to) {
    if (!to.range(Range.of(PREFIX).limit(1)).items().isEmpty())
      throw new StoreException.Unavailable(
          "the target holds objects already; --replace overwrites and deletes them");
  }

  private static void tell(String what, StoreCopy.Result result) {
    System.out.printf(
        "%s what was there at revision %d: %,d keys written, %,d deleted, %,d as they were.%n",
        what, result.revision(), result.written(), result.deleted(), result.unchanged());
  }
}
