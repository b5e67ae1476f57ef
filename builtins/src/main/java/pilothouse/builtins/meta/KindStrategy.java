package pilothouse.builtins.meta;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.registry.Deletion;
import pilothouse.registry.NameRule;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// A strategy told in parts: each kind names what is its own, and what all kinds with a `/status` do is said here once.
///
/// A new object starts with a status of the kind's own, an update through the main endpoint keeps the stored one, and no manager owns it there.
///
///     KindStrategy.withStatus().defaults(…).checks(Validation::create, Validation::update).generation(SPEC).build()
public final class KindStrategy implements Strategy {
  private static final List<List<String>> STATUS = List.of(List.of("status"));

  private final Builder parts;

  private KindStrategy(Builder parts) {
    this.parts = parts;
  }

  /// Checks a new object.
  @FunctionalInterface
  public interface Create {
    void check(ObjectNode object, Errors errors);
  }

  /// Checks an update.
  @FunctionalInterface
  public interface Update {
    void check(ObjectNode object, ObjectNode old, Errors errors);
  }

  /// Changes a new object beyond its status.
  @FunctionalInterface
  public interface Prepare {
    ObjectNode prepare(ObjectNode object, WriteContext context);
  }

  /// What a client is warned of; `old` is empty on create.
  @FunctionalInterface
  public interface Warnings {
    List<String> of(ObjectNode object, Optional<ObjectNode> old);
  }

  /// A kind whose status starts empty.
  public static Builder withStatus() {
    return withStatus(ObjectNode.EMPTY);
  }

  /// @param initial the status of a new object
  public static Builder withStatus(ObjectNode initial) {
    return new Builder(Optional.of(initial));
  }

  public static Builder withoutStatus() {
    return new Builder(Optional.empty());
  }

  @Override
  public ObjectNode defaults(ObjectNode object) {
    return parts.defaults.apply(object);
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode object, WriteContext context) {
    ObjectNode fresh = parts.initial.map(status -> object.with("status", status)).orElse(object);
    return parts.onCreate.prepare(fresh, context);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, WriteContext context) {
    ObjectNode kept = parts.initial.isEmpty() ? object : Edit.restored(object, old, "status");
    return parts.onUpdate.prepare(kept, old, context);
  }

  @Override
  public void validate(ObjectNode object, WriteContext context, Errors errors) {
    parts.create.check(object, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode object, ObjectNode old, WriteContext context, Errors errors) {
    parts.update.check(object, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode object, Optional<ObjectNode> old, WriteContext context) {
    return parts.warnings.of(object, old);
  }

  @Override
  public NameRule names() {
    return parts.names;
  }

  @Override
  public Generation generation() {
    return parts.generation;
  }

  @Override
  public Deletion deletion() {
    return parts.deletion;
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return parts.unconditional;
  }

  @Override
  public List<List<String>> resetFields() {
    return parts.initial.isEmpty() ? List.of() : STATUS;
  }

  /// Collects the parts; what is not named is as with any kind.
  public static final class Builder {
    private final Optional<ObjectNode> initial;
    private UnaryOperator<ObjectNode> defaults = object -> object;
    private Prepare onCreate = (object, _) -> object;
    private StatusStrategy.Prepare onUpdate = (object, _, _) -> object;
    private Create create = (_, _) -> {};
    private Update update = (object, _, errors) -> create.check(object, errors);
    private Warnings warnings = (_, _) -> List.of();
    private NameRule names = Names.DNS_SUBDOMAIN;
    private Generation generation = Generation.NONE;
    private Deletion deletion = Deletion.PLAIN;
    private boolean unconditional = true;

    private Builder(Optional<ObjectNode> initial) {
      this.initial = initial;
    }

    private Builder(Builder other) {
      initial = other.initial;
      defaults = other.defaults;
      onCreate = other.onCreate;
      onUpdate = other.onUpdate;
      create = other.create;
      update = other.update;
      warnings = other.warnings;
      names = other.names;
      generation = other.generation;
      deletion = other.deletion;
      unconditional = other.unconditional;
    }

    public Builder defaults(UnaryOperator<ObjectNode> defaults) {
      this.defaults = defaults;
      return this;
    }

    public Builder onCreate(Prepare prepare) {
      onCreate = prepare;
      return this;
    }

    public Builder onUpdate(StatusStrategy.Prepare prepare) {
      onUpdate = prepare;
      return this;
    }

    /// An update is checked as a new object is.
    public Builder checks(Create check) {
      return checks(check, (object, _, errors) -> check.check(object, errors));
    }

    public Builder checks(Create create, Update update) {
      this.create = create;
      this.update = update;
      return this;
    }

    public Builder warnings(Warnings warnings) {
      this.warnings = warnings;
      return this;
    }

    public Builder names(NameRule names) {
      this.names = names;
      return this;
    }

    public Builder generation(Generation generation) {
      this.generation = generation;
      return this;
    }

    public Builder deletion(Deletion deletion) {
      this.deletion = deletion;
      return this;
    }

    /// A PUT must name the revision that it replaces.
    public Builder conditionalUpdates() {
      unconditional = false;
      return this;
    }

    public Strategy build() {
      return new KindStrategy(new Builder(this));
    }
  }
}
