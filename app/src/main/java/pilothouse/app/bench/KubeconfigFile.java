package pilothouse.app.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import pilothouse.api.Bytes;
import pilothouse.api.tree.Node;
import pilothouse.api.yaml.YamlException;
import pilothouse.api.yaml.YamlReader;
import pilothouse.app.pki.AdminIdentity;

/// The first cluster and the first user of a kubeconfig, the user with a client certificate.
record KubeconfigFile(URI server, SSLContext identity) {
  static KubeconfigFile read(Path file) throws IOException, GeneralSecurityException {
    Node root;
    try {
      root = YamlReader.read(Bytes.wrap(Files.readAllBytes(file))).root();
    } catch (YamlException e) {
      throw new IOException(file + " is no kubeconfig: " + e.getMessage(), e);
    }
    Node cluster = first(file, root, "clusters").get("cluster");
    Node user = first(file, root, "users").get("user");
    var identity =
        AdminIdentity.of(
            pem(file, user, "client-certificate"),
            pem(file, user, "client-key"),
            pem(file, cluster, "certificate-authority"));
    return new KubeconfigFile(URI.create(cluster.get("server").text()), identity);
  }

  private static Node first(Path file, Node root, String list) throws IOException {
    if (root.get(list).items().isEmpty()) throw new IOException(file + " has no " + list);
    return root.get(list).items().getFirst();
  }

  /// Written in the kubeconfig itself, or in a file that it names.
  private static String pem(Path file, Node holder, String name) throws IOException {
    String data = holder.get(name + "-data").text();
    if (!data.isEmpty())
      return new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
    String path = holder.get(name).text();
    if (path.isEmpty()) throw new IOException(file + " has no " + name);
    return Files.readString(file.resolveSibling(path));
  }
}
