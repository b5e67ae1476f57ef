package pilothouse.encryption;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pilothouse.api.GroupResource;
import pilothouse.storage.cache.StoredForm;

/// How the values of all resources are encrypted: what `--encryption-provider-config` says, read again when the file changes if that is asked for.
///
/// Key services are asked once a minute how they are, and every ten seconds while one is ill. A changed file with a mistake in it, or with a key service
/// that does not answer, is logged and not used.
public final class Encryption implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Encryption.class.getName());

  /// Times between looks at the services and at the file.
  record Rhythm(Duration well, Duration ill, Duration file, Duration patience) {
    static final Rhythm DEFAULT =
        new Rhythm(
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10));
  }

  /// All that one version of the file made.
  private record Loaded(
      Map<GroupResource, Transformer> transformers, List<KeyServiceState> services, String hash) {
    Transformer transformer(GroupResource resource) {
      var found = transformers.get(resource);
      if (found == null) found = transformers.get(new GroupResource(resource.group(), "*"));
      return found == null ? transformers.getOrDefault(ResourceNames.EVERYTHING, PLAIN) : found;
    }

    String fault() {
      return services.stream()
          .map(service -> service.check())
          .filter(fault -> !fault.isEmpty())
          .collect(Collectors.joining(", "));
    }

    void close() {
      services.forEach(KeyServiceState::close);
    }
  }

  static final Transformer PLAIN = new Identity();

  private final Path file;
  private final boolean reload;
  private final KeyService.Opener opener;
  private final Rhythm rhythm;
  private final EncryptionObserver observer;
  private final SecureRandom random = new SecureRandom();
  private final ScheduledExecutorService thread;
  private volatile Loaded loaded;

  private Encryption(
      Path file,
      boolean reload,
      KeyService.Opener opener,
      Rhythm rhythm,
      EncryptionObserver observer) {
    this.observer = observer;
    this.file = file;
    this.reload = reload;
    this.opener = opener;
    this.rhythm = rhythm;
    loaded = load();
    observer.configured(loaded.hash());
    loaded.fault();
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("encryption").daemon().factory());
    if (reload || !loaded.services().isEmpty()) schedule(rhythm.well());
    if (reload) every(rhythm.file(), this::reloadIfChanged);
  }

  /// Reads the file. Key services need not answer yet.
  ///
  /// @param reload whether to look after the file
  /// @throws IllegalArgumentException with every mistake in the file
  public static Encryption open(Path file, boolean reload, EncryptionObserver observer) {
    return open(file, reload, GrpcKeyService::open, Rhythm.DEFAULT, observer);
  }

  static Encryption open(
      Path file,
      boolean reload,
      KeyService.Opener opener,
      Rhythm rhythm,
      EncryptionObserver observer) {
    return new Encryption(file, reload, opener, rhythm, observer);
  }

  EncryptionObserver observer() {
    return observer;
  }

  /// How a resource is stored.
  ///
  /// @param plain its form without encryption
  public StoredForm form(GroupResource resource, StoredForm plain) {
    return new EncryptedForm(this, resource, plain);
  }

  Transformer transformer(GroupResource resource) {
    return loaded.transformer(resource);
  }

  /// The name of the health check, where there is one: with key services, or when the file is looked after.
  public Optional<String> checkName() {
    return reload || !loaded.services().isEmpty() ? Optional.of("kms-providers") : Optional.empty();
  }

  /// What is wrong with the key services; empty when all are well.
  public String fault() {
    return loaded.fault();
  }

  private Loaded load() {
    var config = EncryptionConfig.read(file, reload);
    var providers = new Providers(random, opener, observer);
    try {
      return new Loaded(providers.transformers(config), providers.services(), config.hash());
    } catch (RuntimeException e) {
      providers.services().forEach(KeyServiceState::close);
      throw e;
    }
  }

  private void schedule(Duration after) {
    thread.schedule(this::look, after.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    boolean well = false;
    try {
      String fault = loaded.fault();
      well = fault.isEmpty();
      if (!well) LOG.log(Level.WARNING, fault);
    } finally {
      // Whatever happened: without these looks the seed could not be written with for long.
      schedule(well ? rhythm.well() : rhythm.ill());
    }
  }

  private void every(Duration pause, Runnable work) {
    thread.scheduleWithFixedDelay(work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void reloadIfChanged() {
    @Nullable Loaded next = null;
    try {
      if (EncryptionConfig.hash(file).equals(loaded.hash())) return;
      next = load();
      String fault = next.fault();
      if (!fault.isEmpty()) throw new IllegalArgumentException(fault);
      exchange(next);
      observer.reloaded(true);
    } catch (RuntimeException e) {
      // Of whatever kind: one that left this method would be the last look at the file.
      if (next != null) next.close();
      observer.reloaded(false);
      LOG.log(
          Level.ERROR,
          "error processing encryption config file "
              + file
              + ", the former stays in use: "
              + e.getMessage());
    }
  }

  /// Requests that are under way may still ask the former services.
  private void exchange(Loaded next) {
    var former = loaded;
    loaded = next;
    observer.configured(next.hash());
    thread.schedule(former::close, rhythm.patience().toMillis(), TimeUnit.MILLISECONDS);
    LOG.log(Level.INFO, "Loaded new encryption config content from " + file);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    loaded.close();
  }
}
