/// What is stored, encrypted.
package pilothouse.wire.encryption;
