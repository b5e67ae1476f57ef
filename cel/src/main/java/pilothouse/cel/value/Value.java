package pilothouse.cel.value;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import pilothouse.api.Bytes;

/// A value of the language.
///
/// Failures are no values: they are thrown as [EvalException]. Only an accumulator may hold one, see [Failure].
public sealed interface Value
    permits Value.Bool,
        Value.Int,
        Value.Uint,
        Value.Real,
        Value.Text,
        Value.Binary,
        Value.Null,
        Value.Span,
        Value.Moment,
        Value.TypeName,
        Value.Failure,
        Value.Maybe,
        ListValue,
        MapValue,
        OpaqueValue {

  Bool TRUE = new Bool(true);
  Bool FALSE = new Bool(false);
  Null NULL = new Null();

  static Bool of(boolean value) {
    return value ? TRUE : FALSE;
  }

  static Int of(long value) {
    return new Int(value);
  }

  static Text of(String value) {
    return new Text(value);
  }

  /// The name that `type(value)` has and messages use.
  String typeName();

  record Bool(boolean value) implements Value {
    @Override
    public String typeName() {
      return "bool";
    }
  }

  record Int(long value) implements Value {
    @Override
    public String typeName() {
      return "int";
    }
  }

  /// An unsigned number, in the bits of a long.
  record Uint(long bits) implements Value {
    private static final BigInteger RANGE = BigInteger.ONE.shiftLeft(64);

    @Override
    public String typeName() {
      return "uint";
    }

    public BigInteger exact() {
      var signed = BigInteger.valueOf(bits);
      return bits < 0 ? signed.add(RANGE) : signed;
    }

    public double real() {
      return exact().doubleValue();
    }
  }

  record Real(double value) implements Value {
    @Override
    public String typeName() {
      return "double";
    }
  }

  record Text(String value) implements Value {
    @Override
    public String typeName() {
      return "string";
    }

    /// In code points, which is how the language counts.
    public int size() {
      return value.codePointCount(0, value.length());
    }
  }

  record Binary(Bytes value) implements Value {
    @Override
    public String typeName() {
      return "bytes";
    }
  }

  record Null() implements Value {
    @Override
    public String typeName() {
      return "null_type";
    }
  }

  record Span(Duration value) implements Value {
    @Override
    public String typeName() {
      return "google.protobuf.Duration";
    }
  }

  record Moment(Instant value) implements Value {
    @Override
    public String typeName() {
      return "google.protobuf.Timestamp";
    }
  }

  record TypeName(String name) implements Value {
    @Override
    public String typeName() {
      return "type";
    }
  }

  /// What went wrong in a step of a loop, kept until the loop knows whether it matters: `[0, 1].exists(x, 1 / x == 1)` is true.
  record Failure(EvalException cause) implements Value {
    @Override
    public String typeName() {
      return "error";
    }
  }

  /// An optional value; [#NONE] where there is none.
  record Maybe(Value inner, boolean present) implements Value {
    public static final Maybe NONE = new Maybe(Value.NULL, false);

    public static Maybe some(Value value) {
      return new Maybe(value, true);
    }

    @Override
    public String typeName() {
      return "optional_type";
    }
  }
}
