/// Who is answered, and in which form the answer comes.
package pilothouse.wire.rest;
