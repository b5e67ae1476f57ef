package pilothouse.app.pki;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/// A point of `y² = x³ + ax + b` over a prime field. Adds in textbook form, in a time that depends on its operands: for a file that its owner
/// reads at start, never for what a client sends.
record CurvePoint(ECPoint point, BigInteger a, BigInteger prime) {
  private static final BigInteger THREE = BigInteger.valueOf(3);

  /// @throws IllegalArgumentException for a curve over another field, which no key of a token has
  static CurvePoint generator(ECParameterSpec curve) {
    if (!(curve.getCurve().getField() instanceof ECFieldFp field))
      throw new IllegalArgumentException("the curve is not over a prime field");
    return new CurvePoint(curve.getGenerator(), curve.getCurve().getA(), field.getP());
  }

  /// This point added to itself so many times.
  CurvePoint times(BigInteger count) {
    CurvePoint sum = at(ECPoint.POINT_INFINITY);
    for (int bit = count.bitLength() - 1; bit >= 0; bit--) {
      sum = sum.plus(sum);
      if (count.testBit(bit)) sum = sum.plus(this);
    }
    return sum;
  }

  private CurvePoint plus(CurvePoint other) {
    if (point.equals(ECPoint.POINT_INFINITY)) return other;
    if (other.point.equals(ECPoint.POINT_INFINITY)) return this;
    if (point.getAffineX().equals(other.point.getAffineX()) && !point.equals(other.point))
      return at(ECPoint.POINT_INFINITY);
    BigInteger slope = slope(other.point);
    BigInteger x =
        slope.pow(2).subtract(point.getAffineX()).subtract(other.point.getAffineX()).mod(prime);
    BigInteger y =
        slope.multiply(point.getAffineX().subtract(x)).subtract(point.getAffineY()).mod(prime);
    return at(new ECPoint(x, y));
  }

  /// Of the line through both points, or of the tangent where they are one.
  private BigInteger slope(ECPoint other) {
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    boolean same = point.equals(other);
    BigInteger rise = same ? x.pow(2).multiply(THREE).add(a) : other.getAffineY().subtract(y);
    BigInteger run = same ? y.shiftLeft(1) : other.getAffineX().subtract(x);
    return rise.multiply(run.modInverse(prime)).mod(prime);
  }

  private CurvePoint at(ECPoint other) {
    return new CurvePoint(other, a, prime);
  }
}
