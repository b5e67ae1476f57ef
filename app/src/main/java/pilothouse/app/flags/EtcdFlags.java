package pilothouse.app.flags;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.GroupResource;

/// Where and how objects are stored.
///
/// Source of names and defaults: apiserver `pkg/server/options/etcd.go`.
///
/// @param servers of the etcd cluster; empty for the embedded store
/// @param protobuf whether built-in kinds are written as protobuf, else as JSON; both are read
/// @param sizeEvery how long the size of a database is remembered for metrics; zero: it is not told
/// @param countEvery how long it is remembered for metrics how many objects a resource has; zero: it is not told
/// @param overrides resources with a cluster of their own
public record EtcdFlags(
    List<URI> servers,
    Optional<Path> authority,
    Optional<Path> certificate,
    Optional<Path> key,
    String prefix,
    Duration compactEvery,
    Duration leaseReuse,
    Duration healthTimeout,
    Duration readyTimeout,
    Duration sizeEvery,
    Duration countEvery,
    boolean protobuf,
    List<Override> overrides) {
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final List<String> MEDIA_TYPES =
      List.of("application/json", "application/yaml", PROTOBUF);

  /// A resource that lies in another cluster.
  public record Override(GroupResource resource, List<URI> servers) {
    public Override {
      servers = List.copyOf(servers);
    }
  }

  public EtcdFlags {
    servers = List.copyOf(servers);
    overrides = List.copyOf(overrides);
  }

  static EtcdFlags from(Flags flags, List<String> errors) {
    var servers = urls("etcd-servers", flags.list("etcd-servers"), errors);
    var certificate = ServingFlags.file(flags, "etcd-certfile", errors);
    var key = ServingFlags.file(flags, "etcd-keyfile", errors);
    if (certificate.isPresent() != key.isPresent())
      errors.add("--etcd-certfile and --etcd-keyfile must be given together");
    String backend = flags.text("storage-backend");
    if (!backend.isEmpty() && !backend.equals("etcd3"))
      errors.add(
          "--storage-backend invalid, allowed values: etcd3. If not specified, it will default to 'etcd3'");
    var overrides = overrides(flags.list("etcd-servers-overrides"), errors);
    if (servers.isEmpty() && !overrides.isEmpty())
      errors.add("--etcd-servers-overrides needs --etcd-servers");
    return new EtcdFlags(
        servers,
        ServingFlags.file(flags, "etcd-cafile", errors),
        certificate,
        key,
        prefix(flags.text("etcd-prefix")),
        flags.duration("etcd-compaction-interval"),
        Duration.ofSeconds(flags.number("lease-reuse-duration-seconds")),
        flags.duration("etcd-healthcheck-timeout"),
        flags.duration("etcd-readycheck-timeout"),
        flags.duration("etcd-db-metric-poll-interval"),
        flags.duration("etcd-count-metric-poll-period"),
        writesProtobuf(flags, !servers.isEmpty(), errors),
        overrides);
  }

  /// The embedded store keeps JSON unless told otherwise: it opens faster, and people can read it.
  private static boolean writesProtobuf(Flags flags, boolean etcd, List<String> errors) {
    String type = flags.text("storage-media-type");
    if (!MEDIA_TYPES.contains(type))
      errors.add(
          "--storage-media-type \""
              + type
              + "\" invalid, allowed values: "
              + String.join(", ", MEDIA_TYPES));
    if (type.equals("application/yaml"))
      errors.add(
          "--storage-media-type application/yaml is not supported yet; use JSON or protobuf");
    return type.equals(PROTOBUF) && (etcd || flags.isSet("storage-media-type"));
  }

  private static String prefix(String given) {
    String bare = given.replaceAll("/+", "/").replaceAll("^/|/$", "");
    return bare.isEmpty() ? "" : "/" + bare;
  }

  private static List<URI> urls(String flag, List<String> texts, List<String> errors) {
    var urls = new ArrayList<URI>();
    for (String text : texts) {
      var url = url(text);
      if (url.isEmpty()) errors.add("--" + flag + ": \"" + text + "\" is not an http or https URL");
      url.ifPresent(urls::add);
    }
    return urls;
  }

  private static Optional<URI> url(String text) {
    try {
      var url = URI.create(text);
      boolean known = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return known && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<Override> overrides(List<String> texts, List<String> errors) {
    var overrides = new ArrayList<Override>();
    for (String text : texts) {
      int hash = text.indexOf('#');
      int slash = text.indexOf('/');
      if (hash < 0 || slash < 0 || slash > hash) {
        errors.add(
            "--etcd-servers-overrides invalid, must be of format: group/resource#servers, where servers are URLs, semicolon separated");
        continue;
      }
      var resource = new GroupResource(text.substring(0, slash), text.substring(slash + 1, hash));
      var servers = List.of(text.substring(hash + 1).split(";"));
      overrides.add(new Override(resource, urls("etcd-servers-overrides", servers, errors)));
    }
    return overrides;
  }
}
