/// The program as an operating system sees it: flags, files, signals, exit codes.
package pilothouse.wire.process;
