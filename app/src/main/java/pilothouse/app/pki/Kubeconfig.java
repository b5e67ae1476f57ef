package pilothouse.app.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// The administrator's kubeconfig: server, authority and client certificate in one file that only its owner may read.
public final class Kubeconfig {
  private Kubeconfig() {}

  /// Writes it unless it stands there just so.
  ///
  /// @param server URL of this server
  /// @param authority PEM file of the authority that signed the serving certificate
  public static void write(Path file, String server, Path authority, Path certificate, Path key) {
    String text =
        """
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: %s
            server: %s
          name: pilothouse
        contexts:
        - context:
            cluster: pilothouse
            user: kubernetes-admin
          name: pilothouse
        current-context: pilothouse
        kind: Config
        preferences: {}
        users:
        - name: kubernetes-admin
          user:
            client-certificate-data: %s
            client-key-data: %s
        """
            .formatted(encoded(authority), server, encoded(certificate), encoded(key));
    try {
      if (Files.exists(file) && Files.readString(file).equals(text)) return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    SecretFile.write(file, text);
  }

  private static String encoded(Path file) {
    try {
      return Base64.getEncoder()
          .encodeToString(Files.readString(file).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
