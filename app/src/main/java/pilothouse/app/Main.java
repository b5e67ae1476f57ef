package pilothouse.app;

import java.util.List;
import pilothouse.app.flags.Command;

/// The program. Reads as the boot order: parse and check the command line, build the server, serve until told to stop, drain.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
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
    System.err.println("see --help for the flags");
    return 1;
  }

  private static int serve(Command.Serve command) {
    return refuse(List.of("this build has no server yet"));
  }
}
