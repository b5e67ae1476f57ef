/// Custom resources as those who write operators in Java use them.
package pilothouse.wire.operator;
