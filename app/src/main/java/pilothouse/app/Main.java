package pilothouse.app;

import java.io.UncheckedIOException;
import java.util.List;
import pilothouse.app.flags.Command;
import pilothouse.storage.StoreException;

/// The program. Reads as the boot order: parse and check the command line, build the server, serve until told to stop, drain.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.exit(
        switch (Command.of(List.of(arguments))) {
          case Command.Print(var text) -> print(text);
          case Command.Refuse(var errors) -> refuse(errors);
          case Command.Serve serve -> serve(serve);
        });
  }

  private static int print(String text) {
    System.out.print(text);
    return 0;
  }

  private static int refuse(List<String> errors) {
    errors.forEach(error -> System.err.println("error: " + error));
    System.err.println("See --help for the flags.");
    return 1;
  }

  private static int serve(Command.Serve command) throws InterruptedException {
    command.warnings().forEach(warning -> System.err.println("warning: " + warning));
    var signals = Signals.watched();
    try (var server = ApiServer.start(command.options())) {
      System.err.println(
          "Pilothouse serves Kubernetes " + Command.KUBERNETES + " at " + server.url());
      System.out.println("export KUBECONFIG=" + server.kubeconfig());
      QuietCollection.start();
      signals.await();
      System.err.println("Stopping …");
    } catch (UncheckedIOException | StoreException | IllegalStateException e) {
      System.err.println("error: " + e.getMessage());
      return 1;
    }
    return 0;
  }
}
