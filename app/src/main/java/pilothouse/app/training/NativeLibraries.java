package pilothouse.app.training;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.sqlite.util.LibraryLoaderUtil;

/// Unpacks this platform's native libraries (SQLite's, BoringSSL's and epoll's), which would otherwise be unpacked by every start. A library that
/// there is none of for this platform is left out.
final class NativeLibraries {
  private NativeLibraries() {}

  /// @param arguments the folder to unpack into
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    String sqlite = LibraryLoaderUtil.getNativeLibName();
    unpack(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + sqlite, folder.resolve(sqlite));
    String arch = PlatformDependent.normalizedArch();
    for (String name :
        List.of(
            "netty_tcnative_" + PlatformDependent.normalizedOs() + "_" + arch,
            "netty_transport_native_epoll_" + arch)) {
      String file = System.mapLibraryName(name);
      unpack("/META-INF/native/" + file, folder.resolve(file));
    }
  }

  private static void unpack(String resource, Path file) throws IOException {
    try (InputStream in = NativeLibraries.class.getResourceAsStream(resource)) {
      if (in != null) Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
